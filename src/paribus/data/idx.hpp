#pragma once
// IDX, the format of MNIST and its kin: arrays of numbers, most significant byte first.
//
//   00 00  type  rank     4 bytes; type 08 unsigned byte, 09 byte, 0B int16, 0C int32, 0D float32, 0E float64
//   size                  4 bytes each, `rank` of them; the first counts the rows
//   numbers               the last index runs fastest
//
// Plain or packed by gzip, told by the first bytes and not by the name. Every size is checked before memory is taken
// for it: the file must be able to hold what its header promises, and no table has more than `most_numbers` (roles.hpp).

#include <cstdint>
#include <vector>

#include "paribus/data/dataset.hpp"
#include "paribus/data/packed.hpp"

namespace paribus {

/// Walks once through the rows of one file. The Source must outlive it.
class IdxFile {
 public:
  static constexpr std::size_t most_in_a_row = std::size_t{1} << 18;  ///< 512 x 512 pixels
  static constexpr std::size_t most_rank = 8;

  explicit IdxFile(const Source&);  ///< reads the header. Throws Error: no IDX, unknown type, impossible sizes, cut short, too long
  const std::vector<std::size_t>& sizes() const { return sizes_; }
  std::size_t rows() const { return sizes_[0]; }
  std::size_t width() const { return width_; }  ///< numbers in a row
  bool whole() const { return type_ < 0x0D; }   ///< the type has whole numbers only
  const std::string& name() const { return source_->name; }
  /// The next numbers: width() for each row. Throws Error: the data end too early or are damaged, an infinite number.
  void read(Span to);
  /// To be called after the last row. Throws Error: more data follow, or gzip's checksum is wrong.
  void finish();

 private:
  const Source* source_;
  Unpacked bytes_;
  std::uint8_t type_ = 0;
  std::size_t bytes_each_ = 1, width_ = 1, done_ = 0;  // done_: numbers read
  std::vector<std::size_t> sizes_;
};

/// Images and their labels: files of one data set, read one after the other into one table.
struct IdxPair {
  Source images, labels;
};

/// One row per image: features pixel_<row>_<column> (as many indices as an image has), then `label`, the target unless
/// another is named. Labels are classes if they are whole numbers of at most 1000 kinds, in ascending order; or 0, 1,
/// 2, ... with the names given in `classes`. All pairs have images of the same size.
/// Memory: the table, the bytes given, and a few rows.
Dataset read_idx(const std::vector<IdxPair>&, const std::string& target, const std::vector<std::string>& classes = {});

/// A file of rank 2 by itself: columns column_1, column_2, ...; the target is the last one unless another is named.
Dataset read_idx_table(const Source&, const std::string& target);

}  // namespace paribus
