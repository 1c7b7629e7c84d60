#include "samples.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace bench {
namespace {

std::string folder = ".";

template <class T>
constexpr const char* ending = ".f32";
template <>
constexpr const char* ending<double> = ".f64";
template <>
constexpr const char* ending<std::int32_t> = ".i32";

template <class T>
std::string path_of(const std::string& name) {
  std::string path = folder + "/" + name + ending<T>;
  if (!std::filesystem::exists(path)) throw paribus::Error("no file " + path, "write it with bench/samples.py");
  return path;
}

template <class T>
std::size_t count(const std::string& name) { return std::filesystem::file_size(path_of<T>(name)) / sizeof(T); }

}  // namespace

void samples_from(std::string where) { folder = std::move(where); }

template <class T>
std::vector<T> numbers(const std::string& name, std::size_t most) {
  std::ifstream file{path_of<T>(name), std::ios::binary};
  const std::size_t held = count<T>(name);
  std::vector<T> out(most ? std::min(most, held) : held);
  file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(T)));
  return out;
}
template std::vector<float> numbers<float>(const std::string&, std::size_t);
template std::vector<double> numbers<double>(const std::string&, std::size_t);
template std::vector<std::int32_t> numbers<std::int32_t>(const std::string&, std::size_t);

std::shared_ptr<const paribus::Prepared> samples(const std::string& name, std::size_t rows) {
  static std::string held;
  static std::shared_ptr<const paribus::Prepared> last;
  const std::string asked = name + " " + std::to_string(rows);
  if (asked == held) return last;
  last = nullptr;
  const auto label = numbers<std::int32_t>(name + ".label");
  const std::size_t d = count<float>(name + ".x") / label.size(), n = rows ? std::min(rows, label.size()) : label.size();
  const auto x = numbers<float>(name + ".x", n * d);
  auto out = std::make_shared<paribus::Prepared>();
  out->dataset = name;
  out->task = paribus::Task::classification;
  out->classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  out->train.x = paribus::Matrix(n, d);
  std::copy_n(x.begin(), n * d, out->train.x.values.begin());
  out->train.y = paribus::Matrix(n, out->classes.size());
  out->train.label.assign(label.begin(), label.begin() + static_cast<std::ptrdiff_t>(n));
  for (std::size_t i = 0; i < n; ++i) out->train.y(i, static_cast<std::size_t>(label[i])) = 1;
  held = asked;
  return last = std::move(out);
}

const paribus::Examples& regression(std::size_t rows) {
  static paribus::Examples last;
  auto y = numbers<double>("regress.y", rows);
  if (last.x.rows == y.size()) return last;
  const std::size_t n = y.size(), d = count<float>("regress.x") / count<double>("regress.y");
  const auto x = numbers<float>("regress.x", n * d);
  last.x = paribus::Matrix(n, d), last.y = paribus::Matrix(n, 1);
  std::ranges::copy(x, last.x.values.begin());
  std::ranges::copy(y, last.y.values.begin());
  return last;
}

}  // namespace bench
