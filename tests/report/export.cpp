#include "paribus/report/export.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "fixture.hpp"
#include "paribus/base/text.hpp"
#include "paribus/report/json.hpp"
#include "paribus/report/table.hpp"

namespace paribus {
namespace {

Results two() {
  Result a, b;
  a.subject = b.subject = "predict";
  a.block = "1";
  a.levels["optimizer.kind"] = Value{std::string("=1+2")};
  a.levels["optimizer.learning_rate"] = Value{-0.5};
  a.scores["validation.accuracy"] = 0.1 + 0.2;
  a.facts = {{"lambda_max", {7.25}}, {"spectrum", {1, 0.5}}};
  a.words["objective"] = "-quadratic";
  a.curves = {{"loss", {0, 1}, {2, 1}}};
  b.block = "a \"quoted\", name";
  b.outcome = Outcome::diverged;
  b.levels["optimizer.kind"] = Value{std::string("line\r\nbreak")};
  b.levels["optimizer.learning_rate"] = Value{1e-4};
  return {a, b};
}

TEST(Csv, IsRfc4180AndRunsNoFormula) {
  EXPECT_EQ(csv(two()),
            "subject,block,outcome,optimizer.kind,optimizer.learning_rate,validation.accuracy,lambda_max,spectrum,"
            "objective\r\n"
            "predict,1,finished,'=1+2,-0.5,0.30000000000000004,7.25,1 0.5,'-quadratic\r\n"
            "predict,\"a \"\"quoted\"\", name\",diverged,\"line\r\nbreak\",1e-04,,,,\r\n");
}

TEST(Csv, EveryDangerousFirstSignIsLed) {
  for (const char sign : std::string("=+-@\t\r")) {
    Result r;
    r.block = std::string(1, sign) + "x";
    EXPECT_NE(csv({r}).find("'" + std::string(1, sign) + "x"), std::string::npos) << static_cast<int>(sign);
  }
}

TEST(Csv, NothingGivesTheHeads) { EXPECT_EQ(csv({}), "subject,block,outcome\r\n"); }

TEST(JsonLines, OneObjectPerLineWithCurves) {
  std::istringstream lines(json_lines(two()));
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  const Json first = parse_json(line);
  EXPECT_EQ(first.find("scores")->text(), "{\"validation.accuracy\":0.30000000000000004}");
  EXPECT_EQ(first.find("curves")->text(), "[{\"name\":\"loss\",\"at\":[0,1],\"values\":[2,1]}]");
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(parse_json(line).find("outcome")->text(), "\"diverged\"");
  EXPECT_FALSE(std::getline(lines, line));
}

TEST(Terminal, FitsItsColumnsAndSaysTheSame) {
  for (const auto& a : {sample::flagship(), sample::judged()})
    for (const bool utf8 : {true, false}) {
      std::istringstream lines(terminal(a, false, utf8));
      std::string line;
      while (std::getline(lines, line)) EXPECT_LE(text::width(line), 100u) << line;
    }
  const std::string said = terminal(sample::flagship(), false, true);
  EXPECT_NE(said.find("Logistic regression breaks 133 times later"), std::string::npos);
  EXPECT_NE(said.find("does not matter"), std::string::npos);
}

TEST(Terminal, ShowsTheCellsWhereNothingSumsThemUp) {
  Answer a;
  a.title = "t";
  a.data.name = "iris";
  a.metric = {"accuracy", "accuracy", true, true, 0, 1, 0.01};
  a.plan.runs = 20;
  const auto said = [&] { return terminal(a, false, true); };
  a.points = {{0, 0, 0, 0, {0.95, 0.9, 1}, 5, 0, 0, 5}};
  EXPECT_NE(said().find("accuracy, validation"), std::string::npos);
  EXPECT_NE(said().find("all runs"), std::string::npos);
  EXPECT_NE(said().find("95.0\u00a0%  90.0\u00a0% to 100.0\u00a0%     5"), std::string::npos) << said();
  a.series = {"optimizer.kind", "optimizer", {"adam", "momentum"}, {"Adam", "momentum"}};
  a.facets = {"training.batch_size", "batch", {"16", "all"}, {"batches of 16", "all rows"}};
  a.points = {{0, 0, 0, 0, {0.95, 0.9, 1}, 5, 0, 0, 5}, {0, 1, 1, 0, {0.5, 0.5, 0.5}, 1, 0, 0, 1}};
  EXPECT_NE(said().find("Adam and batches of 16"), std::string::npos) << said();
  EXPECT_NE(said().find("momentum and all rows"), std::string::npos) << said();
  EXPECT_NE(said().find("50.0\u00a0%                  –     1"), std::string::npos) << said();   // no interval of one run
  a.points[0].diverged = 2;   // a diverged run scores 0 or so: its cell has to say why
  EXPECT_NE(said().find("5, 2 diverged"), std::string::npos) << said();
  a.points.resize(31, a.points[0]);
  EXPECT_NE(said().find("31 cells, one mark each on the page"), std::string::npos);
  EXPECT_EQ(said().find("95.0\u00a0%"), std::string::npos);
  a.bands = {{0, 0, 0, 0.1, {0.95, 0.9, 1}, 0.1, 0.1, false, false, true}};
  EXPECT_EQ(said().find("31 cells"), std::string::npos);
}

TEST(Terminal, AsciiIsAscii) {
  for (const auto& a : {sample::flagship(), sample::hostile()})
    for (const char c : terminal(a, false, false))
      ASSERT_TRUE((c >= ' ' && c < 0x7f) || c == '\n') << static_cast<int>(static_cast<unsigned char>(c));
}

TEST(Terminal, NamesSendNoEscapes) {
  Answer a = sample::judged();
  a.title = "\x1b]0;owned\x07 title";
  a.verdicts[0].change = "\x1b[31mred";
  EXPECT_EQ(terminal(a, false, true).find('\x1b'), std::string::npos);
  EXPECT_NE(terminal(a, true, true).find("\x1b[1m"), std::string::npos);
}

}  // namespace
}  // namespace paribus
