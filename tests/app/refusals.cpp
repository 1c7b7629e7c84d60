// Bad input ends with exit code 2, one message that says what to mend, and nothing written.
#include "program.hpp"

namespace paribus {
namespace {

/// A folder with good and bad tables and a good study.
class Refusals : public testing::Test {
 protected:
  Refusals() {
    f.write("study.toml", study());
    std::string one = "x,y\n", constant = "x,y\n", missing = "x,y\n", numbers = "x,y\n";
    for (int i = 0; i < 60; ++i) {
      const std::string x = std::to_string(i * 37 % 60) + ".5,";
      one += x + "a\n", constant += x + "2.5\n", numbers += x + std::to_string(i) + ".25\n";
      missing += (i % 7 ? x : ",") + (i % 2 ? "a\n" : "b\n");
    }
    f.write("one.csv", one), f.write("constant.csv", constant), f.write("missing.csv", missing), f.write("numbers.csv", numbers);
    f.write("broken.csv", "x,y\n1,2\n3\n");
    f.write("file", "");
  }

  void refused(const Words& words, const std::string& message) {
    std::string line;
    for (const auto& w : words) line += w + " ";
    SCOPED_TRACE(line);
    const auto before = f.files();
    const Ended e = run(f, words);
    EXPECT_EQ(e.code, 2);
    EXPECT_NE(e.err.find("paribus: "), std::string::npos);
    EXPECT_NE(e.err.find(message), std::string::npos) << e.err;
    EXPECT_EQ(f.files(), before);
  }

  /// The good study, with one thing wrong.
  void refused_set(const std::string& set, const std::string& message) {
    for (const char* command : {"run", "check"}) refused({command, "study.toml", "--set", set}, message);
  }

  Folder f;
};

TEST_F(Refusals, OfCommandLines) {
  refused({"rnu", "study.toml"}, "unknown command 'rnu'; did you mean 'run'?");
  refused({"run"}, "study is required");
  refused({"run", "study.toml", "--thread", "2"}, "--thread");
  refused({"run", "study.toml", "--threads", "0"}, "--threads 0 is not a number from 1 to 4096");
  refused({"run", "study.toml", "--threads", "two"}, "--threads two is not a number");
  refused({"run", "study.toml", "--budget", "soon"}, "--budget soon is not a length of time; write --budget 90s, 10m or 2h");
  refused({"run", "study.toml", "--replicates", "none"}, "--replicates none is not a whole number above 0");
  refused({"run", "study.toml", "--replicates", "+0"}, "--replicates +0 is not a whole number above 0");
  refused({"run", "study.toml", "--set", "training.steps"}, "--set training.steps is not address=value");
  refused({"list", "optimisers"}, "did you mean 'optimizers'?");
  refused({"explain", "momentun"}, "nothing is called 'momentun'; did you mean 'momentum'?");
  refused({"data", "show", "iris"}, "unknown word 'show' after data");
  refused({"data", "describe"}, "no file to describe; write paribus data describe FILE");
  refused({"data", "check", "--page"}, "paribus data check writes no page; write paribus data describe FILE --page");
  refused({"export", "study.toml", "--format", "xml"}, "unknown format 'xml'; known: csv, jsonl");
  refused({"judge", "numbers.csv"}, "--treatment is missing");
}

TEST_F(Refusals, OfFiles) {
  refused({"run", "stduy.toml"}, "cannot read the study 'stduy.toml'");
  refused({"run", "."}, "'.' is a folder, not a study");
  refused({"try", "nothing.csv"}, "there is no file 'nothing.csv'");
  refused({"new", "nothing.csv"}, "there is no file 'nothing.csv'");
  refused({"judge", "nothing.csv", "--treatment", "a", "--score", "b", "--block", "c"}, "nothing.csv");
  refused({"judge", "numbers.csv", "--treatment", "x", "--score", "z", "--block", "y"}, "numbers.csv");
  refused({"data", "describe", "broken.csv"}, "broken.csv:3");
  refused({"data", "describe", "broken.csv", "--page"}, "broken.csv:3");
  refused({"data", "describe", "numbers.csv", "--page", "--target", "z"}, "z");
  refused({"data", "describe", "numbers.csv", "--out", "file/within"}, "cannot make the folder 'file/within'");
  refused({"report", "study.toml"}, "there are no results at 'results/study/runs.db' yet; run the study first");
  refused({"export", "study.toml"}, "there are no results at 'results/study/runs.db' yet; run the study first");
  refused({"run", "study.toml", "--out", "file/within"}, "cannot make the folder 'file/within'");
  refused({"try", "numbers.csv", "--out", "file/within"}, "cannot make the folder 'file/within'");
  refused({"schema", "--to", "no/such/folder"}, "cannot write 'no/such/folder'");
  refused({"new", "numbers.csv", "--to", "study.toml"}, "'study.toml' exists already");
}

TEST_F(Refusals, OfQuestionsThatHaveNoAnswer) {
  refused_set("answer.metric=r2", "metric r2 is for numbers, but the target is a class; use accuracy");
  refused_set("answer.also=[\"rmse\"]", "metric rmse is for numbers");
  const std::string scores = " is a score of probabilities, and linear_svm gives none; ask for accuracy, balanced_accuracy or f1_macro, or take linear_svm out";
  refused({"run", "study.toml", "--set", "model.kind=[\"linear_svm\", \"majority\"]", "--set", "answer.metric=brier"}, "brier" + scores);
  refused({"run", "study.toml", "--set", "model.kind=[\"linear_svm\", \"majority\"]", "--set", "answer.also=[\"log_loss\"]"}, "log_loss" + scores);
  refused({"run", "study.toml", "--set", "answer.baselines=[\"linear_svm\"]", "--set", "answer.metric=log_loss"}, "log_loss" + scores);
  refused({"run", "study.toml", "--set", "model.kind=\"linear_regression\"", "--set", "answer.metric=log_loss"},
          "log_loss is a score of probabilities, and linear_regression gives none when it is trained by squared error; ask for accuracy, balanced_accuracy or f1_macro, write training.loss = \"cross_entropy\", or take linear_regression out");
  refused_set("model.kind=[\"majority\", \"mean\"]", "mean predicts a number, but the target 'species' is a class");
  refused_set("model.kind=[\"majority\", \"logistic\"]", "the 8 replicates of a cell would be copies of one run; add \"split\" to replicates.vary");
  refused_set("answer.baselines=[\"majority\", \"ridge\"]", "answer.baselines names ridge, which predicts numbers, but the target is a class");
  refused_set("replicates.count=4", "this family cannot reject: with 4 blocks");
  refused_set("factors.model.random_forest.n_estimators=[10, 20]", "'model.random_forest.n_estimators' has no say in any run of this study: all its levels make the same runs; take it out of [factors]");
  refused({"run", "study.toml", "--set", "factors.data.split.test=[0.2, 0.3]", "--set", "answer.compare=[\"data.split.test\"]"},
          "answer.compare names 'data.split.test', whose levels are scored on different rows: on one split, the luck of the rows cannot be told from the choice; add \"split\" to replicates.vary");
  refused_set("answer.judge=corrected_resampled_t", "judge 'corrected_resampled_t' speaks of new data");
  for (const char* judge : {"sign_flip", "paired_t"})
    refused({"run", "study.toml", "--set", "replicates.vary=[\"start\", \"split\"]", "--set", std::string("answer.judge=") + judge}, std::string("judge '") + judge + "'");
}

TEST_F(Refusals, OfALibraryThatIsNotHere) {
  setenv("PARIBUS_XGBOOST", "no/such/library.so", 1);
  const std::string message = "the model xgboost needs the library of XGBoost: no/such/library.so: cannot open shared object file: No such file or directory; install it (Debian: ";
  refused_set("model.kind=[\"majority\", \"xgboost\"]", message);
  refused_set("answer.baselines=[\"xgboost\"]", message);
  refused({"fit", "numbers.csv", "--target", "y", "--model", "xgboost"}, message);
  EXPECT_EQ(run(f, {"explain", "xgboost"}).code, 0);
  const std::string models = run(f, {"list", "models"}).out;
  const auto line = models.find("\nxgboost ");
  ASSERT_NE(line, models.npos);
  EXPECT_EQ(models.find("; not installed\n"), models.find('\n', line + 1) - std::string("; not installed").size());
  unsetenv("PARIBUS_XGBOOST");
}

TEST_F(Refusals, OfMismatchesThatOnlySomeCellsHave) {
  refused_set("optimizer.learning_rate_unit=limit", "has no meaning for adam");
  refused_set("data.source=numbers.csv", "majority predicts classes, but the target 'y' is a number");
  refused_set("factors.data.source=[\"iris\", \"diabetes\"]", "mix classes and numbers");
  std::string stars = "x,stars\n";
  for (int i = 0; i < 60; ++i) stars += std::to_string(i) + "," + std::to_string(1 + i * 7 % 5) + "\n";
  f.write("stars.csv", stars);
  f.write("study.toml", "data.source = \"stars.csv\"\nreplicates.vary = [\"split\"]\n[factors]\n\"model.kind\" = [\"mean\", \"least_squares\"]\n");
  refused({"run", "study.toml"}, "mean predicts a number, but the target 'stars' is a class; write data.target_type = \"number\" to read it as a number, or use");
  EXPECT_EQ(run(f, {"check", "study.toml", "--set", "data.target_type=number"}).err, "");
  refused({"check", "study.toml", "--set", "factors.data.target_type=[\"number\", \"class\"]", "--set", "model.kind=mlp"}, "mix classes and numbers");
  f.write("study.toml", "data.source = \"numbers.csv\"\nmodel.kind = \"mlp\"\n[factors]\n\"training.loss\" = [\"squared_error\", \"cross_entropy\"]\n");
  refused({"run", "study.toml"}, "training.loss = \"cross_entropy\" needs classes, and the target 'y' is a number");
}

TEST_F(Refusals, OfData) {
  refused_set("data.source=irsi", "did you mean 'iris'?");
  refused_set("data.source=", "no data are named");
  refused_set("data.target=specis", "there is no column 'specis'; did you mean 'species'?");
  refused_set("data.source=one.csv", "the target 'y' has one class only");
  refused_set("data.source=constant.csv", "the target 'y' is constant");
  refused_set("data.source=missing.csv", "missing");
  refused({"try", "one.csv"}, "the target 'y' has one class only");
  refused({"try", "constant.csv"}, "the target 'y' is constant");
  refused({"try", "numbers.csv", "--target", "z"}, "there is no column 'z'");
}

TEST_F(Refusals, OfAStoreOfOtherData) {
  f.write("study.toml", "data.source = \"numbers.csv\"\nmodel.kind = \"linear_regression\"\ntraining.steps = 5\nreplicates.count = 2\n");
  ASSERT_EQ(run(f, {"run", "study.toml", "--quiet"}).code, 0);
  const std::string page = f.read("results/study/page.html"), content = status(f, "content"), numbers = f.read("numbers.csv");
  f.write("numbers.csv", numbers + "1.5,2.5\n");
  refused({"run", "study.toml"}, "the data have changed since 'results/study/runs.db' was begun");
  EXPECT_EQ(f.read("results/study/page.html"), page);
  EXPECT_NE(status(f, "content"), content);   // of runs on these rows it holds none
  f.write("numbers.csv", numbers);
  EXPECT_EQ(status(f, "content"), content);
}

}  // namespace
}  // namespace paribus
