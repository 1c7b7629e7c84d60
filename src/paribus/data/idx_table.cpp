// The numbers of IDX files as columns of one table.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <list>
#include <new>

#include "paribus/base/choices.hpp"
#include "paribus/base/hash.hpp"
#include "paribus/base/text.hpp"
#include "paribus/data/classes.hpp"
#include "paribus/data/idx.hpp"
#include "paribus/data/roles.hpp"

namespace paribus {
namespace {

// pixel_0_0, pixel_0_1, ... in the order of the file.
std::vector<std::string> pixel_names(const std::vector<std::size_t>& sizes) {
  std::vector<std::string> out{"pixel"};
  for (std::size_t axis = 1; axis < sizes.size(); ++axis) {
    std::vector<std::string> longer;
    for (const auto& name : out)
      for (std::size_t i = 0; i < sizes[axis]; ++i) longer.push_back(name + "_" + std::to_string(i));
    out = std::move(longer);
  }
  return out;
}

void add_columns(Dataset& out, const std::vector<std::string>& names, std::size_t rows, const std::string& file) {
  try {
    for (const auto& name : names) out.columns.push_back({name, Role::feature, false, Vector(rows), {}});
  } catch (const std::bad_alloc&) {
    throw Error("there is no memory for " + text::count(rows) + " rows of " + text::count(names.size()) + " numbers", "free memory, or divide the file", {file});
  }
}

// All rows of the file into the first columns of the table, from row `first` on. Some rows at a time, so that both
// the rows read and the columns written stay in the cache.
void fill(Dataset& out, IdxFile& file, std::size_t first) {
  const std::size_t d = file.width(), some = std::clamp<std::size_t>(32768 / d, 1, 64);
  Vector block(some * d);
  for (std::size_t row = 0; row < file.rows(); row += some) {
    const std::size_t n = std::min(some, file.rows() - row);
    file.read({block.data(), n * d});
    for (std::size_t j = 0; j < d; ++j)
      for (std::size_t i = 0; i < n; ++i) out.columns[j].values[first + row + i] = block[i * d + j];
  }
  file.finish();
}

// Labels that count classes whose names are known.
void check_labels(View labels, std::size_t classes, const std::string& file) {
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (const double x = labels[i]; !(x >= 0 && x < static_cast<double>(classes) && x == std::floor(x)))
      throw Error("label " + shortest(x) + " of row " + text::count(i + 1) + " is none of the " + std::to_string(classes) + " classes (0 to " +
                      std::to_string(classes - 1) + ")",
                  "these are not the labels of this data set; fetch them again", {file});
}

std::string sha256_of(const std::vector<IdxPair>& pairs) {
  std::string all;
  std::size_t size = 0;
  for (const auto& [images, labels] : pairs) size += images.bytes.size() + labels.bytes.size();
  all.reserve(size);
  for (const auto& [images, labels] : pairs) (all += images.bytes) += labels.bytes;
  return sha256(all).hex();
}

}  // namespace

Dataset read_idx(const std::vector<IdxPair>& pairs, const std::string& target, const std::vector<std::string>& classes) {
  std::list<IdxFile> files;  // images, labels, images, labels, ...
  std::size_t rows = 0;
  for (const auto& [images, labels] : pairs) {
    const IdxFile& x = files.emplace_back(images);
    if (x.sizes().size() < 2)
      throw Error("images have at least rank 2, and this file has rank 1", "name the file of the images; this one may hold their labels", {images.name});
    const IdxFile& y = files.emplace_back(labels);
    if (y.sizes().size() != 1)
      throw Error("labels have rank 1, and this file has rank " + std::to_string(y.sizes().size()), "give a file with one label per image", {labels.name});
    if (x.rows() != y.rows())
      throw Error(text::count(y.rows()) + " labels for " + text::count(x.rows()) + " images", "take both files from the same part of one data set", {labels.name});
    if (!std::equal(x.sizes().begin() + 1, x.sizes().end(), files.front().sizes().begin() + 1, files.front().sizes().end()))
      throw Error("these images are of another size than those in '" + files.front().name() + "'", "take all files from one data set", {images.name});
    rows += x.rows();
    if (rows > most_numbers / x.width())
      throw Error("the files hold more than the " + text::count(most_numbers) + " numbers of a table", "use fewer of them", {images.name});
  }
  Dataset out;
  const std::string& file = pairs[0].images.name;
  out.name = std::filesystem::path(file).filename().string();
  out.name = out.name.substr(0, out.name.find('.'));
  out.provenance = {file, "", sha256_of(pairs)};
  auto names = pixel_names(files.front().sizes());
  names.push_back("label");
  add_columns(out, names, rows, file);
  std::size_t first = 0;
  Column& label = out.columns.back();
  for (auto it = files.begin(); it != files.end(); ++it) {
    const std::size_t n = it->rows();
    fill(out, *it, first);
    const Span labels{label.values.data() + first, n};
    (++it)->read(labels);
    it->finish();
    if (!classes.empty()) check_labels(labels, classes.size(), it->name());
    first += n;
  }
  if (!classes.empty()) {
    label.categorical = true;
    label.categories = classes;
  } else if (std::none_of(label.values.begin(), label.values.end(), [](double x) { return std::isnan(x); })) {
    make_classes(label, 1000);
  }
  choose_target(out, target.empty() ? "label" : target, file);
  return out;
}

Dataset read_idx_table(const Source& source, const std::string& target) {
  IdxFile file(source);
  if (const auto rank = file.sizes().size(); rank != 2)
    throw Error("a table by itself has rank 2, and this file has rank " + std::to_string(rank),
                "images and their labels are read together: name the file of the images, with \"images\" in its name and the labels beside it", {source.name});
  Dataset out;
  out.name = std::filesystem::path(source.name).filename().string();
  out.name = out.name.substr(0, out.name.find('.'));
  out.provenance = {source.name, "", sha256(source.bytes).hex()};
  std::vector<std::string> names;
  for (std::size_t j = 1; j <= file.width(); ++j) names.push_back("column_" + std::to_string(j));
  add_columns(out, names, file.rows(), source.name);
  fill(out, file, 0);
  choose_target(out, target, source.name);
  return out;
}

}  // namespace paribus
