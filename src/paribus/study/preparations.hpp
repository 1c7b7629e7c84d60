#pragma once
// What runs share: data read, split, transformed and packed once, and facts measured at their common start.

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>

#include "paribus/study/setup.hpp"
#include "paribus/study/study.hpp"

namespace paribus {

/// A differentiable model on prepared data. Throws Error: a loss that needs classes, weights that no training knows.
std::shared_ptr<const Bench> bench_of(const Setup&, const std::shared_ptr<const Prepared>&);
std::string loss_word(const Setup&, Task);   ///< what is minimized: as set, or the model's own

/// Memory of what has been prepared, by canonical text. Safe to ask from several threads: each thing is made once.
class Preparations {
 public:
  explicit Preparations(const Study&);

  std::shared_ptr<const Dataset> dataset(const DataSettings&);
  std::shared_ptr<const Prepared> prepared(const Setup&, std::size_t replicate);
  std::shared_ptr<const Bench> bench(const Setup&, std::size_t replicate);    ///< of a differentiable model
  /// The largest Hessian eigenvalue at the start of that replicate.
  double sharpness_at_start(const Setup&, std::size_t replicate);

  Chance chance(std::size_t replicate) const;   ///< streams of a replicate: purposes that do not vary use replicate 0

 private:
  template <class T>
  std::shared_ptr<const T> once(const std::string& key, const std::function<std::shared_ptr<const T>()>& make);
  std::uint64_t split_of(std::size_t replicate) const { return study_.replicates.split ? replicate : 0; }

  const Study& study_;
  const std::shared_ptr<Orders> orders_ = std::make_shared<Orders>();
  std::mutex mutex_;
  std::map<std::string, std::shared_future<std::shared_ptr<const void>>> made_;
};

}  // namespace paribus
