// The baseline that guesses: a class drawn for each row, by the shares of the training part.
#include <algorithm>
#include <charconv>

#include "paribus/learner/constant.hpp"

namespace paribus {
namespace {

class Guess final : public Fitted {
 public:
  Guess(Matrix shares, std::uint64_t seed, std::uint64_t replicate) : shares_{std::move(shares)}, seed_{seed}, replicate_{replicate} {}
  Matrix predict(const Examples& e) const override {
    Stream stream{{seed_, replicate_, "guess"}};
    Matrix z(e.size(), shares_.columns);
    for (std::size_t i = 0; i < z.rows; ++i) {
      double left = stream.uniform();
      std::size_t c = 0;
      while (c + 1 < z.columns && left >= shares_(0, c)) left -= shares_(0, c++);
      z(i, c) = 1;
    }
    return z;
  }
  Kept keep() const override { return {{{"seed", std::to_string(seed_)}, {"replicate", std::to_string(replicate_)}}, {{"prediction", shares_}}}; }

 private:
  Matrix shares_;
  std::uint64_t seed_, replicate_;
};

class Stratified final : public Learner {
 public:
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& name) const override {
    check_task("stratified", Task::classification, data, "use model.kind = \"mean\"");
    return std::make_unique<Guess>(class_shares(data.train), name.seed, name.replicate);
  }
  std::optional<Task> only() const override { return Task::classification; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    return std::make_unique<Guess>(kept_array(kept, "prediction", 1, kept.outputs), number(kept, "seed"), number(kept, "replicate"));
  }

 private:
  static std::uint64_t number(const Kept& kept, const std::string& name) {
    const auto word = kept.words.find(name);
    std::uint64_t out = 0;
    if (word == kept.words.end()) throw Error("the model does not say its '" + name + "'", "fit it again");
    const std::string& w = word->second;
    const auto [end, problem] = std::from_chars(w.data(), w.data() + w.size(), out);
    if (problem != std::errc{} || end != w.data() + w.size()) throw Error("the model's '" + name + "' is no whole number", "fit it again");
    return out;
  }
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> stratified = entry<Learner, Stratified>(
    {"stratified", "guessing by class shares", "draws a class for each row by the class shares of the training part, whatever the features",
     "P(z_i = c) = share of class c in the training part", "scikit-learn DummyClassifier(strategy=\"stratified\")", "guess"});
}  // namespace parts::learners
}  // namespace paribus
