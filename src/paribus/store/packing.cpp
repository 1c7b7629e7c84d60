#include "paribus/store/packing.hpp"

#include <bit>
#include <cstring>
#include <stdexcept>

#include "paribus/base/json.hpp"

namespace paribus {
namespace {

static_assert(std::endian::native == std::endian::little, "the BLOBs of a store are little-endian");

void append(std::string& bytes, View numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
}

Value length(View numbers) { return {static_cast<std::int64_t>(numbers.size())}; }

/// Hands out the numbers one after another.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : rest_{bytes} {}
  Vector take(const Value& length) {
    const auto n = std::get<std::int64_t>(length.is);
    if (n < 0 || static_cast<std::uint64_t>(n) > rest_.size() / sizeof(double))
      throw std::invalid_argument("fewer numbers than names");
    Vector out(static_cast<std::size_t>(n));
    if (n) std::memcpy(out.data(), rest_.data(), out.size() * sizeof(double));
    rest_.remove_prefix(out.size() * sizeof(double));
    return out;
  }
  void end() const {
    if (!rest_.empty()) throw std::invalid_argument("more numbers than names");
  }

 private:
  std::string_view rest_;
};

}  // namespace

Packing packed(const Result& r) {
  Value::List names;
  Packing out;
  for (const auto& [name, score] : r.scores) {
    names.push_back({Value::List{{"score"}, {name}}});
    append(out.values, View(&score, 1));
  }
  for (const auto& [name, numbers] : r.facts) {
    names.push_back({Value::List{{"fact"}, {name}, length(numbers)}});
    append(out.values, numbers);
  }
  for (const auto& curve : r.curves) {
    names.push_back({Value::List{{"curve"}, {curve.name}, length(curve.at), length(curve.values)}});
    append(out.values, curve.at);
    append(out.values, curve.values);
  }
  out.names = json::written(Value{names});
  return out;
}

void unpack(const Packing& packing, Result& r) try {
  Taker taker{packing.values};
  const Value names = json::value(packing.names);
  for (const auto& entry : std::get<Value::List>(names.is)) {
    const auto& parts = std::get<Value::List>(entry.is);
    const auto& sort = std::get<std::string>(parts.at(0).is);
    const auto& name = std::get<std::string>(parts.at(1).is);
    if (sort == "score") {
      r.scores[name] = taker.take({std::int64_t{1}}).front();
    } else if (sort == "fact") {
      r.facts[name] = taker.take(parts.at(2));
    } else if (sort == "curve") {
      Vector at = taker.take(parts.at(2));
      r.curves.push_back({name, std::move(at), taker.take(parts.at(3))});
    } else {
      throw std::invalid_argument("unknown sort of numbers");
    }
  }
  taker.end();
} catch (const std::invalid_argument&) {
  throw;
} catch (const std::exception& e) {  // a list where a word should be, too few parts
  throw std::invalid_argument(e.what());
}

Outcome outcome_named(std::string_view name) {
  for (const auto o : {Outcome::finished, Outcome::converged, Outcome::diverged, Outcome::stopped})
    if (word(o) == name) return o;
  throw std::invalid_argument("unknown outcome");
}

Hash digest(const Record& record) {
  const Result& r = record.result;
  Hasher hasher;
  hasher.add(record.key);
  hasher.add(record.error);
  hasher.add(r.subject);
  hasher.add(r.block);
  hasher.add(word(r.outcome));
  hasher.add(json::written(r.levels));
  hasher.add(packed(r).names);
  hasher.add(json::written(r.words));
  for (const auto& [name, score] : r.scores) hasher.add(score);
  for (const auto& [name, numbers] : r.facts) hasher.add(View(numbers));
  for (const auto& curve : r.curves) {
    hasher.add(View(curve.at));
    hasher.add(View(curve.values));
  }
  return hasher.done();
}

}  // namespace paribus
