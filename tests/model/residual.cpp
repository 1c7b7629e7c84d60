// Residual networks: PyTorch's derivatives, differences, shared and separate blocks, and the limit of many blocks.
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "networks.hpp"
#include "paribus/math/difference.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/model/output_map.hpp"

namespace paribus {
namespace {

nlohmann::json reference() {
  std::ifstream file(PARIBUS_SOURCE_DIR "/tests/reference/spectra.json");
  return nlohmann::json::parse(file);
}

Value word(const char* w) { return Value{std::string(w)}; }

std::unique_ptr<const Model> residual(std::int64_t width, std::int64_t depth, std::vector<trial::Setting> more = {}) {
  more.push_back({"width", Value{width}});
  more.push_back({"depth", Value{depth}});
  return trial::model("residual_mlp", more);
}

void compare(const nlohmann::json& c, const char* precision, double tolerance) {
  const std::string loss_name = c["loss"];
  const std::string what = c["activation"].dump() + c["share"].dump() + c["width"].dump() + loss_name + precision;
  const auto model = residual(c["width"], c["depth"],
                              {{"activation", Value{std::string(c["activation"])}},
                               {"share_weights", Value{bool(c["share"])}},
                               {"step", Value{double(c["step"])}},
                               {"precision", word(precision)}});
  const auto loss = trial::loss(loss_name);
  const Shape shape{c["features"], c["outputs"]};
  const bool classes = loss_name == "cross_entropy";
  const auto packed = pack(trial::examples(7, shape.features, shape.outputs, classes), Precision::float64);
  Risk risk(*model, shape, packed, *loss);
  ASSERT_EQ(risk.dimension(), c["gradient"].size()) << what;
  const Vector theta = trial::parameters(risk.dimension()), v = trial::direction(risk.dimension());
  EXPECT_NEAR(risk.evaluate(theta, {}, {}), double(c["value"]), tolerance * (1 + double(c["value"]))) << what;
  EXPECT_LE(trial::distance(trial::gradient(risk, theta), c["gradient"]), tolerance) << what;
  EXPECT_LE(trial::distance(trial::hessian_vector(risk, theta, v), c["hessian_vector"]), 1e-12) << what;
  EXPECT_LE(trial::distance(risk.predict(theta, *packed).values, c["prediction"]), tolerance) << what;
}

TEST(Residual, GradientsProductsAndPredictionsArePyTorchs) {
  const auto all = reference();
  ASSERT_GE(all["residual"].size(), 30u);
  for (const auto& c : all["residual"]) {
    compare(c, "float64", 1e-13);
    compare(c, "float32", 3e-6);
  }
}

TEST(Residual, DerivativesAreCentralDifferencesAndTheHessianIsSymmetric) {
  for (const char* f : {"tanh", "relu", "identity"})
    for (const bool share : {false, true}) {
      const auto model =
          residual(5, 4, {{"activation", word(f)}, {"share_weights", Value{share}}, {"precision", word("float64")}});
      const auto loss = trial::loss("cross_entropy");
      const auto packed = pack(trial::examples(300, 4, 3, true), Precision::float64);  // three blocks of rows
      Risk risk(*model, {4, 3}, packed, *loss, 0.3);
      const Vector theta = trial::parameters(risk.dimension());
      const Vector u = trial::direction(theta.size(), 1), v = trial::direction(theta.size());
      const Vector g = trial::gradient(risk, theta);
      const Vector by_differences = difference_gradient([&](View at) { return risk.evaluate(at, {}, {}); }, theta);
      EXPECT_LE(trial::distance(g, by_differences), 1e-8) << f << share;
      const Vector hv = trial::hessian_vector(risk, theta, v), hu = trial::hessian_vector(risk, theta, u);
      EXPECT_NEAR(dot(u, hv), dot(v, hu), 1e-13 * norm(u) * norm(hv)) << f << share;
      const Mapping slope = [&](View at, Span out) { risk.evaluate(at, {}, out); };
      const Vector along = difference_along(slope, theta.size(), theta, v);
      EXPECT_LE(trial::distance(hv, along), 1e-7) << f << share;
    }
}

TEST(Residual, HessianProductsInFloat32AreThoseOfFloat64ToSixDigits) {
  const auto model = residual(9, 5);
  const auto loss = trial::loss("cross_entropy");
  const auto packed = pack(trial::examples(50, 4, 3, true), Precision::float64);
  Risk narrow(*model, {4, 3}, packed, *loss, 0, Precision::float32), wide(*model, {4, 3}, packed, *loss);
  const Vector theta = trial::parameters(wide.dimension()), v = trial::direction(theta.size());
  const double far = trial::distance(trial::hessian_vector(narrow, theta, v), trial::hessian_vector(wide, theta, v));
  EXPECT_LE(far, 1e-5);
  EXPECT_GT(far, 1e-12);
}

// Copies of one block are the same function as one shared block, and its gradient is the sum of theirs.
TEST(Residual, SharedBlocksAreEqualBlocks) {
  const auto loss = trial::loss("squared_error");
  const auto packed = pack(trial::examples(9, 3, 2, false), Precision::float64);
  const auto shared = residual(4, 3, {{"share_weights", Value{true}}, {"precision", word("float64")}});
  const auto apart = residual(4, 3, {{"precision", word("float64")}});
  Risk one(*shared, {3, 2}, packed, *loss), three(*apart, {3, 2}, packed, *loss);
  const std::size_t in = 4 * 4, block = 5 * 4, out = 5 * 2;
  ASSERT_EQ(one.dimension(), in + block + out);
  ASSERT_EQ(three.dimension(), in + 3 * block + out);
  const Vector theta = trial::parameters(one.dimension());
  Vector copied(theta.begin(), theta.begin() + in);
  for (int l = 0; l < 3; ++l) copied.insert(copied.end(), theta.begin() + in, theta.begin() + in + block);
  copied.insert(copied.end(), theta.end() - out, theta.end());
  const Vector g1 = trial::gradient(one, theta), g3 = trial::gradient(three, copied);
  EXPECT_NEAR(one.evaluate(theta, {}, {}), three.evaluate(copied, {}, {}), 1e-15);
  for (std::size_t p = 0; p < block; ++p)
    EXPECT_NEAR(g1[in + p], g3[in + p] + g3[in + block + p] + g3[in + 2 * block + p], 1e-14);
  std::string names;
  for (const Block& b : three.layout()) names += b.name + " ";
  EXPECT_EQ(names, "input.weights input.bias block1.weights block1.bias block2.weights block2.bias block3.weights "
                   "block3.bias output.weights output.bias ");
}

Vector outputs(const Model& model, View theta, Shape shape, std::size_t n) {
  const auto packed = pack(trial::examples(n, shape.features, shape.outputs, false), Precision::float64);
  const auto map = model.output_map(shape, packed);
  Vector z(map->size());
  map->evaluate(theta, {}, z);
  return z;
}

// Euler's method is of first order: twice the blocks, half the distance from SciPy's solution of h' = tanh(h W + b).
// Extrapolating two depths leaves the second order: at 128 and 256 blocks about (1/128)^2 of it.
TEST(Residual, ManySharedBlocksAreADifferentialEquation) {
  const Vector limit = reference()["limit"];
  const auto deep = [&](std::int64_t depth) {
    const auto model = residual(5, depth, {{"share_weights", Value{true}}});
    return outputs(*model, trial::parameters(4 * 5 + 6 * 5 + 6 * 2), {3, 2}, 4);
  };
  const Vector z64 = deep(64), z128 = deep(128), z256 = deep(256);
  EXPECT_NEAR(trial::distance(z64, limit) / trial::distance(z128, limit), 2, 0.03);
  EXPECT_NEAR(trial::distance(z128, limit) / trial::distance(z256, limit), 2, 0.015);
  Vector extrapolated = z256;
  scale(2, extrapolated);
  axpy(-1, z128, extrapolated);
  EXPECT_LE(trial::distance(extrapolated, limit), 1e-4);
}

// The starts of all depths are samples of one function of t, so their outputs converge, and at first order.
TEST(Residual, StartsHaveALimitInDepth) {
  const Shape shape{6, 2};
  const auto deep = [&](std::int64_t depth, const char* step) {
    const auto model = residual(8, depth, {{"step", word(step)}, {"start_scale", Value{2.0}}});
    const auto blocks = model->layout(shape);
    Vector theta(parameters(blocks));
    model->start(blocks, {5, 0, "start"}, theta);
    return outputs(*model, theta, shape, 5);
  };
  Vector z[5];
  for (int i = 0; i < 5; ++i) z[i] = deep(16 << i, "1/depth");
  for (int i = 0; i < 3; ++i) {   // successive distances halve
    const double ratio = trial::distance(z[i], z[i + 1]) / trial::distance(z[i + 1], z[i + 2]);
    EXPECT_NEAR(ratio, 2, 0.2) << i;
  }
  EXPECT_LT(trial::distance(z[3], z[4]), 0.02);
  EXPECT_GT(trial::distance(deep(256, "1"), z[4]), 0.5) << "a step that does not shrink has another limit, or none";
}

TEST(Residual, TheFirstBlockStartsTheSameAtEveryDepthAndNeighborsAreClose) {
  const Shape shape{3, 2};
  const auto start = [&](std::int64_t depth) {
    const auto model = residual(4, depth);
    const auto blocks = model->layout(shape);
    Vector theta(parameters(blocks));
    model->start(blocks, {5, 0, "start"}, theta);
    std::vector<Vector> out;
    for (std::size_t b = 0; b < blocks.size(); b += 2) {
      const View w = View(theta).subspan(blocks[b].offset, blocks[b].rows * blocks[b].columns);
      out.emplace_back(w.begin(), w.end());
    }
    return out;
  };
  const auto few = start(4), many = start(8);
  EXPECT_EQ(few[0], many[0]);
  EXPECT_EQ(few.back(), many.back());
  for (std::size_t l = 0; l < 4; ++l)   // t = l / 4 = 2 l / 8
    EXPECT_LE(trial::distance(few[1 + l], many[1 + 2 * l]), 1e-15) << l;
  EXPECT_LT(trial::distance(many[2], many[1]), 0.4);
  EXPECT_GT(trial::distance(many[8], many[1]), 0.5);
}

TEST(Residual, SettingsAreValidated) {
  for (const char* bad : {"depth", "0", "-1", "1/width", "inf", "0.1x"}) {
    try {
      residual(4, 3, {{"step", word(bad)}});
      FAIL() << bad;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("model.step = " + std::string(bad)), std::string::npos) << e.what();
    }
  }
  EXPECT_THROW(residual(4, 0), Error);
  EXPECT_THROW(residual(0, 4), Error);
  EXPECT_EQ(residual(4, 2)->loss(Task::classification), "cross_entropy");
  EXPECT_EQ(residual(4, 2)->loss(Task::regression), "squared_error");
}

}  // namespace
}  // namespace paribus
