// The only file that speaks to XGBoost. What it needs of the C interface is declared here, so that no header of XGBoost's
// is needed; these functions have been the same since version 1.6.
#include "paribus/learner/xgboost_library.hpp"

#include <dlfcn.h>

#include <cmath>
#include <cstdlib>

#include "paribus/base/text.hpp"

namespace paribus {
namespace {

using Handle = void*;
using Count = std::uint64_t;

[[noreturn]] void fail(const std::string& why) {
  throw Error("the model xgboost needs the library of XGBoost: " + text::printable(why),
              "install it (Debian: apt-get install --no-install-recommends libxgboost0) or let PARIBUS_XGBOOST name its file; gradient_boosting is built in");
}

Handle loaded() {
  const char* given = std::getenv("PARIBUS_XGBOOST");
  std::string why;
  for (const char* name : {given && *given ? given : "libxgboost.so.0", given && *given ? given : "libxgboost.so"}) {
    if (Handle file = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return file;
    if (why.empty()) why = dlerror();
  }
  fail(why);
}

/// A function of the library by its name; but for two of them they give 0 if all went well.
template <class F>
F* function(Handle file, const char* name) {
  if (void* found = dlsym(file, name)) return reinterpret_cast<F*>(found);
  fail(dlerror());
}

struct Library {
  Handle file = loaded();
  void (*version)(int*, int*, int*) = function<void(int*, int*, int*)>(file, "XGBoostVersion");
  const char* (*last_error)() = function<const char*()>(file, "XGBGetLastError");
  int (*matrix_create)(const float*, Count rows, Count columns, float missing, Handle*, int threads) =
      function<int(const float*, Count, Count, float, Handle*, int)>(file, "XGDMatrixCreateFromMat_omp");
  int (*matrix_set)(Handle, const char* field, const float*, Count) = function<int(Handle, const char*, const float*, Count)>(file, "XGDMatrixSetFloatInfo");
  int (*matrix_free)(Handle) = function<int(Handle)>(file, "XGDMatrixFree");
  int (*booster_create)(const Handle*, Count, Handle*) = function<int(const Handle*, Count, Handle*)>(file, "XGBoosterCreate");
  int (*booster_set)(Handle, const char*, const char*) = function<int(Handle, const char*, const char*)>(file, "XGBoosterSetParam");
  int (*booster_round)(Handle, int, Handle matrix) = function<int(Handle, int, Handle)>(file, "XGBoosterUpdateOneIter");
  int (*booster_save)(Handle, const char* how, Count*, const char**) =
      function<int(Handle, const char*, Count*, const char**)>(file, "XGBoosterSaveModelToBuffer");
  int (*booster_free)(Handle) = function<int(Handle)>(file, "XGBoosterFree");
};

const Library& library() {
  static const Library one;   // a failure is tried again
  return one;
}

/// Its own words are "[time] file:line: what is wrong", and then a trace of the stack.
void check(int failed) {
  if (!failed) return;
  std::string said = library().last_error();
  said = said.substr(0, said.find('\n'));
  if (const auto place = said.find("] "); said.starts_with('[') && place != said.npos) said.erase(0, place + 2);
  throw Error("XGBoost refuses this fit: " + text::printable(said), "change a setting of model.xgboost, or the data; gradient_boosting is built in");
}

using Owned = std::unique_ptr<void, int (*)(Handle)>;

void set(const Owned& matrix, const char* field, const std::vector<float>& values) { check(library().matrix_set(matrix.get(), field, values.data(), values.size())); }

/// Rows of weight 0 are left out: they do not count, and yet thresholds would be laid between them.
Owned matrix_of(const Examples& e) {
  std::vector<float> x, y, weight;
  x.reserve(e.x.values.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    if (!e.weight.empty() && e.weight[i] == 0) continue;
    for (const double v : e.x.row(i)) x.push_back(static_cast<float>(v));
    y.push_back(e.label.empty() ? static_cast<float>(e.y(i, 0)) : static_cast<float>(e.label[i]));
    if (!e.weight.empty()) weight.push_back(static_cast<float>(e.weight[i]));
  }
  Handle made = nullptr;
  check(library().matrix_create(x.data(), y.size(), e.x.columns, std::nanf(""), &made, 1));
  Owned out{made, library().matrix_free};
  set(out, "label", y);
  if (!weight.empty()) set(out, "weight", weight);
  return out;
}

}  // namespace

std::string xgboost_version() {
  int major = 0, minor = 0, patch = 0;
  library().version(&major, &minor, &patch);
  return "XGBoost " + std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::string train_xgboost(const Examples& e, const std::map<std::string, std::string>& parameters, std::size_t rounds) {
  const Owned matrix = matrix_of(e);
  const Handle rows[] = {matrix.get()};
  Handle made = nullptr;
  check(library().booster_create(rows, 1, &made));
  const Owned booster{made, library().booster_free};
  check(library().booster_set(booster.get(), "verbosity", "0"));
  check(library().booster_set(booster.get(), "nthread", "1"));   // a run is one core, and sums have one order
  for (const auto& [name, value] : parameters) check(library().booster_set(booster.get(), name.c_str(), value.c_str()));
  for (std::size_t round = 0; round < rounds; ++round) check(library().booster_round(booster.get(), static_cast<int>(round), matrix.get()));
  Count size = 0;
  const char* bytes = nullptr;
  check(library().booster_save(booster.get(), "{\"format\": \"json\"}", &size, &bytes));
  return {bytes, size};
}

}  // namespace paribus
