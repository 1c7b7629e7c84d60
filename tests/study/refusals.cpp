// Every mistake that a study file can hold is refused where it stands, in words, with a way out.
#include <chrono>

#include "shared.hpp"

namespace paribus {
namespace {

struct Mistake {
  const char* name;
  std::string text;       ///< of the study
  const char* where;      ///< "study.toml:line:column"
  const char* problem;    ///< part of what is wrong
  const char* advice;     ///< part of what to try
};

void PrintTo(const Mistake& m, std::ostream* out) { *out << m.name; }

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreRefusedWhereTheyStand) {
  const Mistake& m = GetParam();
  try {
    study_from(m.text);
    FAIL() << "accepted:\n" << m.text;
  } catch (const Error& e) {
    EXPECT_EQ(e.where().text(), m.where) << e.what();
    EXPECT_NE(e.problem().find(m.problem), std::string::npos) << e.what();
    EXPECT_NE(e.advice().find(m.advice), std::string::npos) << e.what();
  }
}

const std::string range = "{ from = 0.1, to = 1, ";

const Mistake mistakes[] = {
    // read.cpp: addresses
    {"UnknownSetting", "[optimizer]\nkidn = \"adam\"\n", "study.toml:2:8", "unknown setting 'optimizer.kidn'", "did you mean 'optimizer.kind'?"},
    {"UnknownSection", "[optimiser]\nkind = \"adam\"\n", "study.toml:2:8", "unknown setting 'optimiser.kind'", "did you mean 'optimizer.kind'?"},
    {"UnknownFarName", "[data]\nzzzzzzzzzzzzz = 1\n", "study.toml:2:17", "unknown setting", "known: "},
    {"UnknownFactor", "[factors]\n\"optimizer.learning_rat\" = [1, 2]\n", "study.toml:2:28", "unknown setting 'optimizer.learning_rat'", "'optimizer.learning_rate'"},
    {"UnknownWordOfRange", "[factors]\n\"optimizer.learning_rate\" = " + range + "scala = \"log\" }\n", "study.toml:2:59", "unknown setting", "optimizer.learning_rate"},
    {"TwiceByAlias", "[optimizer]\nlr = 1\nlearning_rate = 1\n", "study.toml:2:6", "optimizer.learning_rate is given twice", "keep one"},
    {"TwiceByPartAlias", "[optimizer]\nheavy_ball.beta = 0.5\nmomentum.beta = 0.5\n", "study.toml:3:17", "optimizer.momentum.beta is given twice", "keep one"},
    {"FactorTwiceByAlias", "[factors]\n\"optimizer.lr\" = [1, 2]\n\"optimizer.learning_rate\" = [1, 2]\n", "study.toml:2:18", "is given twice", "keep one"},
    {"FactorAsListAndRange", "[factors]\n\"optimizer.lr\" = [1, 2]\n\"optimizer.learning_rate\" = " + range + "levels = 3 }\n", "study.toml:3:38", "as a list and as a range", "keep one"},
    {"FlatAndNested", "training.l2 = 1\n[training]\nalpha = 2\n", "study.toml:2:1", "training", "toml.io"},
    // subject.cpp: the question of a study that measures a quantity
    {"QuantityOfPredictions", "[answer]\nquantity = \"sharpness\"\n", "study.toml:2:12", "is no score of a prediction", "measure.kind"},
    {"AlsoOfPredictions", "[answer]\nalso = [\"sharpness\"]\n", "study.toml:2:8", "'sharpness', which is no score", "measure.kind"},
    {"MetricOfMeasured", "[measure]\nkind = \"edge_of_stability\"\n[answer]\nalso = [\"accuracy\"]\n", "study.toml:4:8", "edge_of_stability does not measure", "sharpness"},
    {"ThresholdOfMeasured", "[measure]\nkind = \"edge_of_stability\"\n[threshold]\ndefinitions = [\"bounded\"]\n", "study.toml:4:15", "belongs to a study of predictions", "take one"},
    {"CompareOfMeasured", "[measure]\nkind = \"edge_of_stability\"\n[factors]\n\"training.l2\" = [0, 1]\n[answer]\ncompare = \"training.l2\"\n", "study.toml:6:11", "judges scores of predictions", "take it out"},
    {"BaselinesOfMeasured", "[measure]\nkind = \"edge_of_stability\"\n[answer]\nbaselines = [\"majority\"]\n", "study.toml:4:13", "answer.baselines are scores of predictions", "take them out"},
    {"BaselineTwice", "[answer]\nbaselines = [\"majority\", \"majority\"]\n", "study.toml:2:13", "answer.baselines names 'majority' twice", "keep one"},
    {"UnknownBaseline", "[answer]\nbaselines = [\"mojority\"]\n", "study.toml:2:14", "\"mojority\" is not one of its words", "did you mean 'majority'?"},
    {"AlongNoFactor", "[measure]\nkind = \"edge_of_stability\"\n[answer]\nalong = \"training.l2\"\n", "study.toml:4:9", "which is not a factor", "[factors]"},
    {"MeasuredSetting", "[measure]\nedge_of_stability.points = 1\n", "study.toml:2:28", "points", "12"},
    {"MeasuredKindAsFactor", "[factors]\n\"measure.kind\" = [\"predict\", \"edge_of_stability\"]\n", "study.toml:2:18", "cannot be a factor", "factors lie in"},
    // factors
    {"OneValue", "[factors]\n\"model.kind\" = \"mlp\"\n", "study.toml:2:16", "factor model.kind is one value, not a list of levels", "write a list"},
    {"NoLevels", "[factors]\n\"model.kind\" = []\n", "study.toml:2:16", "factor model.kind has no levels", "at least two"},
    {"LevelTwice", "[factors]\n\"optimizer.lr\" = [0.1, 0.2, 1e-1]\n", "study.toml:2:29", "lists 0.1 twice", "keep one"},
    {"LevelTwiceAsWholeNumber", "[factors]\n\"optimizer.lr\" = [1, 1.0]\n", "study.toml:2:22", "lists 1 twice", "keep one"},
    {"LevelTwiceByAlias", "[factors]\n\"optimizer.kind\" = [\"momentum\", \"heavy_ball\"]\n", "study.toml:2:33", "lists \"momentum\" twice", "keep one"},
    {"NoTo", "[factors]\n\"optimizer.lr\" = { from = 0.1 }\n", "study.toml:2:27", "lacks 'to'", "write { from"},
    {"NoFrom", "[factors]\n\"optimizer.lr\" = { to = 0.1 }\n", "study.toml:2:25", "lacks 'from'", "write { from"},
    {"EmptyRange", "[factors]\n\"optimizer.lr\" = { from = 1, to = 1 }\n", "study.toml:2:27", "is empty: from 1 to 1", "smaller than 'to'"},
    {"RangeBackwards", "[factors]\n\"optimizer.lr\" = { from = 2, to = 1 }\n", "study.toml:2:27", "is empty: from 2 to 1", "smaller than 'to'"},
    {"RangeOfNaN", "[factors]\n\"optimizer.lr\" = { from = nan, to = 1 }\n", "study.toml:2:27", "must be a number", "plain number"},
    {"RangeToInfinity", "[factors]\n\"optimizer.lr\" = { from = 1, to = inf }\n", "study.toml:2:35", "must be a number", "plain number"},
    {"RangeOfWords", "[factors]\n\"optimizer.lr\" = { from = \"a\", to = 1 }\n", "study.toml:2:27", "from must be a number, not \"a\"", "plain number"},
    {"UnknownScale", "[factors]\n\"optimizer.lr\" = " + range + "scale = \"lgo\" }\n", "study.toml:2:48", "scale of optimizer.learning_rate is 'lgo'", "\"log\" or \"linear\""},
    {"LogarithmOfZero", "[factors]\n\"optimizer.lr\" = { from = 0, to = 1, scale = \"log\" }\n", "study.toml:2:27", "cannot begin at 0", "begin above 0"},
    {"LogarithmOfNegative", "[factors]\n\"training.l2\" = { from = -1, to = 1, scale = \"log\" }\n", "study.toml:2:26", "cannot begin at -1", "begin above 0"},
    {"RangeOfKinds", "[factors]\n\"model.kind\" = { from = 0, to = 1 }\n", "study.toml:2:25", "model.kind is not a number", "list its levels"},
    {"OneLevel", "[factors]\n\"optimizer.lr\" = " + range + "levels = 1 }\n", "study.toml:2:49", "levels = 1 is not a whole number above 1", "levels = 7"},
    {"BrokenLevels", "[factors]\n\"optimizer.lr\" = " + range + "levels = 2.5 }\n", "study.toml:2:49", "levels = 2.5 is not a whole number above 1", "levels = 7"},
    {"LevelsAsList", "[factors]\n\"optimizer.lr\" = " + range + "levels = [1, 2] }\n", "study.toml:2:49", "levels must be a number, not [1, 2]", "plain number"},
    {"LevelOutsideRange", "[factors]\n\"optimizer.lr\" = [0.1, -1]\n", "study.toml:2:24", "optimizer.learning_rate = -1 is outside > 0", "choose a value in > 0"},
    {"RangeOutsideRange", "[factors]\n\"optimizer.momentum.beta\" = { from = 0, to = 2 }\n", "study.toml:2:38", "is outside [0, 1)", "[0, 1)"},
    {"UnknownLevel", "[factors]\n\"optimizer.kind\" = [\"adam\", \"admam\"]\n", "study.toml:2:29", "\"admam\" is not one of its words", "did you mean 'adam'?"},
    {"FactorOfTheQuestion", "[factors]\n\"answer.level\" = [0.1, 0.2]\n", "study.toml:2:18", "answer.level cannot be a factor", "data, model, optimizer, training and measure"},
    {"FactorOfTheReplicates", "[factors]\n\"replicates.count\" = { from = 2, to = 9 }\n", "study.toml:2:31", "replicates.count cannot be a factor", "data, model"},
    // sections.cpp
    {"OtherFormat", "paribus = 2\n", "study.toml:1:11", "paribus = 2 is outside [1, 1]", "choose"},
    {"CompareWhatIsSet", "[training]\nl2 = 0.01\n[factors]\n\"model.kind\" = [\"mlp\"]\n[answer]\ncompare = [\"training.l2\"]\n", "study.toml:6:11", "answer.compare names 'training.l2', which is set to 0.01 and does not vary", "leave it out of answer.compare, or vary it in [factors]"},
    {"CompareNoFactor", "[factors]\n\"model.kind\" = [\"mlp\"]\n[answer]\ncompare = [\"model.kidn\"]\n", "study.toml:4:11", "answer.compare names 'model.kidn', which is not a factor", "did you mean 'model.kind'?"},
    {"CompareWithoutFactors", "[answer]\ncompare = \"model.kind\"\n", "study.toml:2:11", "which is not a factor", ""},
    {"ReferenceNoLevel", "[factors]\n\"model.kind\" = [\"mlp\", \"mean\"]\n[answer]\ncompare = \"model.kind\"\nreference = \"maen\"\n", "study.toml:5:13", "answer.reference names 'maen', which is no level of a compared factor", "did you mean 'mean'?"},
    {"UnknownMetric", "[answer]\nmetric = \"acuracy\"\n", "study.toml:2:10", "answer.metric = \"acuracy\" is not one of its words", "did you mean 'accuracy'?"},
    {"UnknownFurtherMetric", "[answer]\nalso = [\"rmse\", \"acuracy\"]\n", "study.toml:2:17", "\"acuracy\" is not one of its words", "did you mean 'accuracy'?"},
    {"UnknownTheory", "[answer]\ntheory = [\"stability_limits\"]\n", "study.toml:2:11", "\"stability_limits\" is not one of its words", "did you mean 'stability_limit'?"},
    {"UnknownJudge", "[answer]\njudge = \"sign_flipp\"\n", "study.toml:2:9", "answer.judge = \"sign_flipp\" is not one of its words", "did you mean 'sign_flip'?"},
    {"UnknownPlace", "[answer]\nat = \"best on test\"\n", "study.toml:2:6", "answer.at = \"best on test\"", ""},
    {"MarginBelowZero", "[answer]\nmargin = -1\n", "study.toml:2:10", "answer.margin = -1 is outside >= 0", "choose"},
    {"LevelZero", "[answer]\nlevel = 0\n", "study.toml:2:9", "answer.level = 0 is outside (0, 1)", "choose"},
    {"UnknownDesign", "[design]\nkind = \"gird\"\n", "study.toml:2:8", "design.kind = \"gird\" is not one of its words", "did you mean 'grid'?"},
    {"NoRuns", "[replicates]\ncount = 0\n", "study.toml:2:9", "replicates.count = 0 is outside [1, 1e+06]", "choose"},
    {"UnknownChance", "[replicates]\nvary = [\"starts\"]\n", "study.toml:2:9", "\"starts\" is not one of its words", "did you mean 'start'?"},
    {"UnknownStability", "[threshold]\ndefinitions = \"bound\"\n", "study.toml:2:15", "\"bound\" is not one of its words", "did you mean 'bounded'?"},
    {"ToleranceZero", "[threshold]\ntolerance = 0\n", "study.toml:2:13", "threshold.tolerance = 0 is outside [1e-06, 1]", "choose"},
    {"StepsOfModel", "[threshold]\nmlp.steps = -1\n", "study.toml:2:13", "threshold.mlp.steps = -1 is outside", "choose"},
    // parts and training.cpp
    {"UnknownModel", "[model]\nkind = \"mpl\"\n", "study.toml:2:8", "model.kind = \"mpl\" is not one of its words", "did you mean 'mlp'?"},
    {"UnknownOptimizer", "[optimizer]\nkind = \"adamm\"\n", "study.toml:2:8", "optimizer.kind = \"adamm\" is not one of its words", "did you mean 'adam'?"},
    {"WrongType", "[optimizer]\nlearning_rate = \"fast\"\n", "study.toml:2:17", "optimizer.learning_rate must be a number, not \"fast\"", "optimizer.learning_rate = 0.1"},
    {"BrokenWholeNumber", "[training]\nsteps = 1.5\n", "study.toml:2:9", "training.steps must be a whole number, not 1.5", "training.steps = 10"},
    {"FlagAsWord", "[data]\nsplit.stratify = \"yes\"\n", "study.toml:2:18", "data.split.stratify must be true or false, not \"yes\"", "= true"},
    {"SplitsOfATime", "[data]\ntime = \"day\"\n[replicates]\nvary = [\"split\"]\n", "study.toml:2:8", "replicates.vary has \"split\", but data.time decides the parts", "draw data.rows anew"},
    {"WordAsList", "[data]\nsource = [\"iris\"]\n", "study.toml:2:10", "data.source = [\"iris\"]", ""},
    {"LearningRateZero", "[optimizer]\nlr = 0\n", "study.toml:2:6", "optimizer.learning_rate = 0 is outside > 0", "choose"},
    {"LearningRateInfinite", "[optimizer]\nlr = inf\n", "study.toml:2:6", "outside > 0", "choose"},
    {"LearningRateNaN", "[optimizer]\nlr = nan\n", "study.toml:2:6", "optimizer.learning_rate = nan is outside > 0", "choose"},
    {"BetaOne", "[optimizer]\nkind = \"momentum\"\nmomentum.beta = 1\n", "study.toml:3:17", "optimizer.momentum.beta = 1 is outside [0, 1)", "[0, 1)"},
    {"PartNotChosen", "[optimizer]\nkind = \"adam\"\nmomentum.beta = 1\n", "study.toml:3:17", "optimizer.momentum.beta = 1 is outside [0, 1)", "[0, 1)"},
    {"BatchZero", "[training]\nbatch_size = 0\n", "study.toml:2:14", "training.batch_size = 0 is neither \"all\" nor a whole number above 0", "write batch_size"},
    {"BatchWord", "[training]\nbatch_size = \"some\"\n", "study.toml:2:14", "training.batch_size = some is neither", "write batch_size"},
    {"BatchBroken", "[training]\nbatch_size = 1.5\n", "study.toml:2:14", "training.batch_size = 1.5 is neither", "write batch_size"},
    {"NoTrainingPart", "[data]\nsplit = { validation = 0.5, test = 0.5 }\n", "study.toml:2:36", "leave none for training", "less than 1"},
    {"HiddenLayerZero", "[model]\nkind = \"mlp\"\nmlp.hidden_layer_sizes = [0]\n", "study.toml:3:26", "is outside", "choose"},
    // toml.cpp
    {"Syntax", "paribus = 1\ntitle = \"open\n", "study.toml:2:14", "", "toml.io"},
    {"KeyTwice", "[data]\nsource = \"iris\"\nsource = \"wine\"\n", "study.toml:3:10", "source", "toml.io"},
    {"Date", "title = 1979-05-27\n", "study.toml:1:9", "numbers, words, true/false and lists", "quote a date"},
    {"DeepList", "title = [[[[[[[[[[1]]]]]]]]]]\n", "study.toml:1:18", "nested too deeply", "plain list"},
    {"NUL", std::string("title = \"a\0b\"\n", 14), "study.toml", "a NUL byte at offset 10", "plain text"},
};

INSTANTIATE_TEST_SUITE_P(Study, Mistakes, testing::ValuesIn(mistakes), [](const auto& p) { return p.param.name; });

std::string refusal(const std::string& path, const std::vector<std::string>& sets = {}) {
  try {
    read_study(path, sets);
    return "accepted";
  } catch (const Error& e) {
    return e.what();
  }
}

TEST(StudyFile, MustBeAReadableShortText) {
  EXPECT_EQ(refusal("/no/such/study.toml"), "cannot read the study '/no/such/study.toml'; check the path; `paribus new FILE --target COLUMN` writes a study for your data");
  EXPECT_EQ(refusal("/tmp"), "'/tmp' is a folder, not a study; name a .toml file");
  const std::string head = "paribus = 1\n[data]\nsource = \"iris\"\n#";
  const TextFile large(head + std::string((1 << 20) - head.size() + 1, 'x')), largest(head + std::string((1 << 20) - head.size(), 'x'));
  EXPECT_EQ(refusal(large.path()), large.path() + ": the study is larger than 1 MiB; a study is a short text: is this the right file?");
  EXPECT_EQ(refusal(largest.path()), "accepted");
  EXPECT_NE(refusal("/dev/zero").find("larger than 1 MiB"), std::string::npos);
}

TEST(StudyFile, SetsAreRefusedByName) {
  const TextFile file(small_study);
  EXPECT_EQ(refusal(file.path(), {"optimizer.kind"}), "--set optimizer.kind is not address=value; write for example --set optimizer.learning_rate=0.1");
  EXPECT_EQ(refusal(file.path(), {"=1"}), "--set =1 is not address=value; write for example --set optimizer.learning_rate=0.1");
  EXPECT_EQ(refusal(file.path(), {"optimizer.kidn=adam"}), "--set optimizer.kidn: unknown setting 'optimizer.kidn'; did you mean 'optimizer.kind'?");
  EXPECT_NE(refusal(file.path(), {"training.steps=0"}).find("--set training.steps: training.steps = 0 is outside"), std::string::npos);
}

// What a hostile or careless file can do to a parser must not reach the stack or the clock.
TEST(StudyFile, StrangeTextsAreRefusedQuickly) {
  std::string dotted = "a";
  for (int i = 0; i < 200000; ++i) dotted += ".a";
  std::string levels = "[factors]\n\"optimizer.lr\" = [1";
  for (int i = 2; i < 120000; ++i) levels += "," + std::to_string(i);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW(study_from(dotted + " = 1\n"), Error);
  EXPECT_THROW(study_from("[" + dotted + "]\n"), Error);
  EXPECT_THROW(study_from("title = " + std::string(100000, '[') + "\n"), Error);
  EXPECT_THROW(study_from(levels + ",1]\n"), Error);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), 5);
}

}  // namespace
}  // namespace paribus
