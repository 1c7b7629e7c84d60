// The page as a file: what it may run, how it is written, and that no name can break out of it.
#include "paribus/report/page.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "fixture.hpp"
#include "paribus/base/error.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/report/axis.hpp"

namespace paribus {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Folder {
  fs::path path = fs::temp_directory_path() / ("paribus-report-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    fs::permissions(path, fs::perms::owner_all);
    fs::remove_all(path);
  }
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++n;
  return n;
}

TEST(Json, FillsBlanksOnceAndMergesMembers) {
  const Json j = filled(R"({"a": "$x", "b": {"c": 1, "...": "$m"}, "d": ["$x", "y"]})",
                        {{"x", "$m"}, {"m", Json::Object{{"e", 2.5}, {"c", 3}}}});
  EXPECT_EQ(j.text(), R"({"a":"$m","b":{"c":3,"e":2.5},"d":["$m","y"]})");
}

TEST(Json, WritesOnlyWhatJsonKnows) {
  EXPECT_EQ(Json(Json::Array{infinity, 1e300, 10, true, Json{}, "\xff"}).text(),
            "[null,1e+300,10,true,null,\"\xef\xbf\xbd\"]");
  EXPECT_EQ(embeddable("</script>&\u2028\u2029"), "\\u003c/script\\u003e\\u0026\\u2028\\u2029");
  EXPECT_EQ(on_one_line(Json("a\nb\u2028c")).text(), "\"a b c\"");
}

TEST(Axis, DecadesCoverTheValues) {
  const Scale s = decades(Vector{3e-4, 250, -1, 0}, 4);
  EXPECT_DOUBLE_EQ(s.low, 1e-4);
  EXPECT_DOUBLE_EQ(s.high, 1e3);
  EXPECT_EQ(s.ticks.size(), 4u);
  EXPECT_DOUBLE_EQ(decades(Vector{}, 4).low, 0.1);
}

TEST(Axis, EvenTicksAreRoundAndCover) {
  const Scale s = evenly(Vector{-0.0265, 0.0067}, 6);
  EXPECT_DOUBLE_EQ(s.low, -0.03);
  EXPECT_DOUBLE_EQ(s.high, 0.01);
  EXPECT_EQ(s.ticks.size(), 5u);
  for (const double flat : {0.0, 5.0}) EXPECT_LT(evenly(Vector{flat, flat}).low, evenly(Vector{flat, flat}).high);
}

TEST(Page, TheSameAnswerGivesTheSameBytes) { EXPECT_EQ(page(sample::flagship()), page(sample::flagship())); }

TEST(Page, NothingComesFromOutside) {
  const std::string html = page(sample::judged());
  EXPECT_EQ(count(html, "<script src"), 0u);
  EXPECT_EQ(count(html, "<link"), 0u);
  EXPECT_EQ(html.find("{{"), html.find("{{", html.find("<script>")));  // no blank is left before the first library
  EXPECT_NE(html.find("<title>Does the optimizer matter for test accuracy? · Paribus</title>"), html.npos);
}

TEST(Page, EveryInlineScriptIsNamedByItsHash) {
  const std::string html = page(sample::judged());
  // The policy lists as many hashes as there are scripts that run (five) and styles (one).
  EXPECT_EQ(count(html.substr(0, html.find("<style>")), "'sha256-"), 6u);
  EXPECT_EQ(count(html, "<script>"), 5u);
}

TEST(Page, NamesCannotLeaveTheirBlock) {
  const std::string html = page(sample::hostile());
  EXPECT_EQ(count(html, "<script>"), 5u);
  EXPECT_EQ(count(html, "</script>"), 8u);
  EXPECT_EQ(count(html, "<img src=x"), 0u);
  EXPECT_EQ(count(html, "<svg onload"), 0u);
}

TEST(Page, AnEmptyAnswerIsStillAPage) {
  Answer a;
  a.title = "Nothing yet";
  EXPECT_TRUE(drawings(a).empty());
  EXPECT_NE(page(a).find("Nothing yet"), std::string::npos);
}

TEST(Figures, AreLeftOutWithoutTheirData) {
  Answer a = sample::flagship();
  const auto ids = [](const Answer& b) {
    std::string out;
    for (const auto& d : drawings(b)) out += d.id + " ";
    return out;
  };
  EXPECT_EQ(ids(a), "answer collapse ratio overlay importance bands effects reached outcomes ");
  a.ratios.clear();
  a.collapse.clear();
  EXPECT_EQ(ids(a), "answer overlay importance bands effects reached outcomes ");
  a.axis.levels.clear();
  EXPECT_EQ(ids(a), "effects overlay importance reached ");  // the effects lead now
  EXPECT_EQ(ids(sample::judged()), "effects ");
}

TEST(Figures, EveryDrawingIsComplete) {
  for (const auto& a : {sample::flagship(), sample::hostile(), sample::judged(), sample::described(), sample::grouped()})
    for (const auto& d : drawings(a)) {
      EXPECT_FALSE(d.finding.empty() || d.caption.empty() || d.alt.empty()) << d.id;
      EXPECT_EQ(d.finding.find("nan"), std::string::npos) << d.finding;
      EXPECT_EQ(std::get<std::string>(d.spec.find("data")->find("name")->is), d.id);
      EXPECT_FALSE(d.rows.empty()) << d.id;
      for (const auto& row : d.table.rows) EXPECT_EQ(row.size(), d.table.heads.size()) << d.id;
    }
}

TEST(Figures, AMetricWithoutBoundsMayLead) {
  Answer a = sample::flagship();
  a.metric = {"log_loss", "log loss", false, false, 0, infinity, 0.05};
  for (auto& p : a.points) {
    p.score = {0.1 / (p.score.value + 1e-4), 0.09 / (p.score.value + 1e-4), 0.11 / (p.score.value + 1e-4)};
    if (p.diverged) p.score = {infinity, infinity, infinity};
  }
  const auto drawn = drawings(a);
  ASSERT_EQ(drawn[0].id, "answer");
  EXPECT_EQ(drawn[0].spec.text().find(" %'"), std::string::npos);  // no percent signs on its axis
}

TEST(Folder, HoldsThePageAndItsFigures) {
  const Folder folder;
  write_page(sample::flagship(), folder.path.string() + "/out");
  EXPECT_EQ(text_of(folder.path / "out/page.html"), page(sample::flagship()));
  std::size_t specs = 0;
  for (const auto& entry : fs::directory_iterator(folder.path / "out/figures")) {
    ++specs;
    EXPECT_TRUE(entry.path().string().ends_with(".vl.json")) << entry.path();  // no temporary file stays behind
    EXPECT_NE(parse_json(text_of(entry.path())).find("datasets"), nullptr);
  }
  EXPECT_EQ(specs, 9u);
}

TEST(Folder, WhatCannotBeWrittenIsAnErrorThatNamesThePath) {
  const Folder folder;
  std::ofstream(folder.path / "file") << "x";
  try {
    write_page(sample::judged(), (folder.path / "file").string());
    FAIL() << "a file took the place of a folder";
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find("file/figures"), std::string::npos) << e.what();
    EXPECT_FALSE(e.advice().empty());
  }
  fs::create_directories(folder.path / "taken/page.html");  // a folder where the page should go
  EXPECT_THROW(write_page(sample::judged(), (folder.path / "taken").string()), Error);
  EXPECT_FALSE(fs::exists(folder.path / "taken/page.html.part"));
}

}  // namespace
}  // namespace paribus
