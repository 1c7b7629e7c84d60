#include "app/session.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <set>
#include <unordered_map>

#include "app/console.hpp"
#include "app/folder.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/threads.hpp"
#include "paribus/study/checks.hpp"
#include "paribus/study/conduct.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {

Study study_of(const Arguments& a) {
  std::vector<std::string> sets = a.all("set");
  const std::string path = a.one("study");
  if (a.has("replicates")) {
    const std::string n = a.one("replicates");
    std::size_t base = 0;
    if (n.starts_with('+')) base = read_study(path, sets).replicates.count;
    const Value more = parse_value(n.substr(n.starts_with('+')));
    if (!std::holds_alternative<std::int64_t>(more.is) || std::get<std::int64_t>(more.is) < 1)
      throw Error("--replicates " + n + " is not a whole number above 0", "write --replicates 20, or --replicates +10 to add ten");
    sets.push_back("replicates.count=" + std::to_string(base + static_cast<std::size_t>(std::get<std::int64_t>(more.is))));
  }
  return read_study(path, sets);
}

double duration(const std::string& text) {
  const std::string units = "smh";
  const double seconds[] = {1, 60, 3600};
  const auto unit = text.empty() ? units.npos : units.find(text.back());
  const Value v = parse_value(unit == units.npos ? text : text.substr(0, text.size() - 1));
  const double x = std::holds_alternative<double>(v.is) ? std::get<double>(v.is) : std::holds_alternative<std::int64_t>(v.is) ? static_cast<double>(std::get<std::int64_t>(v.is)) : -1;
  if (!(x > 0)) throw Error("--budget " + text + " is not a length of time", "write --budget 90s, 10m or 2h");
  return x * (unit == units.npos ? 1 : seconds[unit]);
}

Session::Session(Study study, const Arguments& a)
    : study_{std::make_unique<Study>(std::move(study))}, shared_{std::make_unique<Preparations>(*study_)},
      inquiry_{inquire(*study_, *shared_)}, runs_{unfold(*study_, *shared_)},
      folder_{a.one("out", "results/" + study_->name)}, store_path_{a.one("store", folder_ + "/runs.db")},
      threads_{static_cast<unsigned>(a.number("threads", available_cores(), 1, 4096))},
      budget_{a.has("budget") ? duration(a.one("budget")) : infinity} {
  check_say(*study_, runs_);
}

std::string Session::data_hash() const {
  std::set<std::string> hashes;
  if (!make_subject(study_->measure.kind, study_->fixed)->learns()) return sha256("").hex();
  std::set<std::string> seen;   // runs of the same choices of data learn from the same
  for (const auto& r : runs_) {
    std::string data;
    for (const auto& [address, value] : r.levels)
      if (address.starts_with("data.")) data += address + value.text() + "\n";
    if (seen.insert(data).second) hashes.insert(shared_->dataset(Setup{r.choices}.data)->provenance.sha256);
  }
  std::string all;
  for (const auto& h : hashes) all += h;
  return hashes.size() == 1 ? all : sha256(all).hex();
}

Protocol Session::protocol() const {
  std::string plan = data_hash() + "\n";
  for (const auto& [address, value] : study_->choices) plan += address + " = " + value.text() + "\n";
  const std::size_t n = family_size(inquiry_.question);
  std::string family = std::to_string(n) + " comparisons of " + inquiry_.metric.name + ": ";
  for (const auto& c : inquiry_.question.compare) family += c + " ";
  return {sha256(plan).hex(), study_->text, family, "all planned runs", inquiry_.judge, inquiry_.family.margin, inquiry_.family.level, runs_.size()};
}

bool Session::perform(Store& store, const std::vector<Run>& runs, bool quiet, const std::string& what) {
  std::set<std::string> held;
  for (auto& k : store.keys()) held.insert(std::move(k));
  std::vector<const Run*> due;
  for (const auto& r : runs)
    if (held.insert(r.key).second) due.push_back(&r);
  reused_ += runs.size() - due.size();
  Progress progress{due.size(), quiet, what};
  const auto begun = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
  const double budget = budget_ - wall_;
  std::size_t finished = 0;
  conduct(*study_, *shared_, due, threads_,
          [&](std::span<const Done> batch) {
            std::vector<Record> records;
            for (const auto& d : batch) records.push_back({d.run->key, d.result, d.seconds, ""});
            store.put(records);
            computed_ += batch.size(), finished += batch.size();
            progress.advance(batch.size());
          },
          [&] { return stop_requested() || elapsed() > budget; });  // asked by all threads at once
  wall_ += elapsed();
  return finished == due.size();
}

std::vector<Run> Session::opening_runs(const Results& results) const {
  std::vector<Choices> chosen;
  for (const auto& c : contrasts(results, inquiry_.question))
    for (const auto* cell : {&c.treatment, &c.reference})
      if (std::find(chosen.begin(), chosen.end(), *cell) == chosen.end()) chosen.push_back(*cell);
  return openings(*study_, *shared_, chosen);
}

Results Session::results(const Store& store, std::size_t* missing, double* seconds) const {
  std::unordered_map<std::string, Result> by_key;
  double spent = 0;
  store.each([&](Record&& r) {
    spent += r.seconds;
    if (r.error.empty()) by_key.emplace(std::move(r.key), std::move(r.result));
  });
  if (seconds) *seconds = spent;
  Results out;
  std::size_t absent = 0;
  const auto add = [&](const Run& run) {
    const auto it = by_key.find(run.key);
    if (it == by_key.end()) {
      ++absent;
      return;
    }
    out.push_back(it->second);
    out.back().levels = run.levels;   // cells may share a key
    out.back().block = std::to_string(run.replicate);
  };
  for (const auto& r : runs_) add(r);
  for (const auto& r : baselines(*study_, *shared_)) add(r);
  if (missing) *missing = absent;
  if (absent == 0)
    for (const auto& r : opening_runs(out)) add(r);
  return out;
}

std::set<std::string> Session::keys(const Store& store) const {
  std::set<std::string> out;
  const auto add = [&](const std::vector<Run>& runs) {
    for (const auto& r : runs) out.insert(r.key);
  };
  add(runs_);
  add(baselines(*study_, *shared_));
  std::size_t missing = 0;
  const Results known = results(store, &missing);
  if (missing == 0) add(opening_runs(known));
  return out;
}

bool Session::conduct_all(bool quiet) {
  listen_for_stop();
  check_writable(folder_);
  Store store{store_path_, {data_hash()}};
  store.declare(protocol());
  // Where the study file stands, seen from the results: both may be moved together.
  std::error_code unknown;
  const std::string stands = std::filesystem::proximate(study_->path, folder_, unknown).string();
  if (const auto before = store.recall("study"); before && *before != stands && !quiet)
    std::cerr << "note: " << folder_ << " held the page of another study file (" << *before << ", seen from there); this one takes its place\n";
  store.remember("study", stands);
  // Baselines first: one that cannot be fitted to these rows ends the study before its own runs have cost anything.
  if (!perform(store, baselines(*study_, *shared_), quiet, "baselines")) return false;
  if (!perform(store, runs_, quiet, "runs")) return false;
  const auto chosen = opening_runs(results(store));
  for (const auto& r : chosen) {
    std::string cell;
    for (const auto& [address, value] : r.levels) cell += address + "=" + value.text() + " ";
    store.count("test openings", cell);
  }
  return perform(store, chosen, quiet, "test runs");
}

std::string Session::engines() const {
  std::set<std::string> all, seen;
  const auto look = [&](const std::vector<Run>& runs) {
    for (const auto& r : runs) {
      const auto kind = r.choices.find("model.kind");
      if (kind == r.choices.end() || !seen.insert(kind->second.text()).second) continue;   // an engine belongs to a kind
      if (const Setup s{r.choices}; s.learner) all.insert(s.learner->engine());
    }
  };
  look(runs_);
  look(baselines(*study_, *shared_));
  all.erase("");
  std::string out;
  for (const auto& e : all) out += (out.empty() ? ", with " : " and ") + e;
  return out;
}

Answer Session::answer_now() {
  const Store store{store_path_};
  std::size_t missing = 0;
  double seconds = 0;
  answered_ = results(store, &missing, &seconds);
  if (missing) throw Error(text::plain(text::count(missing)) + " of " + text::plain(text::count(runs_.size())) + " runs are missing", "run `paribus run " + study_->path + "`, which resumes by itself");
  Answer a = answer(answered_, inquiry_);
  describe_data(a, *study_, *shared_);
  describe_plan(a, *study_);
  for (const auto& r : runs_) ++(r.subject == "threshold" ? a.plan.thresholds : a.plan.runs);
  a.plan.test_openings = store.counted("test openings");
  const auto history = store.history();
  for (std::size_t i = 0; i < history.size(); ++i)
    if (history[i].seen) a.plan.history.push_back("plan changed on " + history[i].when + ", after " + text::count(history[i].seen) + " results were seen");
  a.ran.seconds = seconds, a.ran.wall = wall_, a.ran.computed = computed_, a.ran.reused = reused_, a.ran.threads = threads_;
  describe_host(a.ran);
  a.ran.version += engines();
  a.ran.study = study_->text;
  return a;
}

void Session::write(const Answer& a) { write_results(folder_, a, answered_, study_->text); }

}  // namespace paribus
