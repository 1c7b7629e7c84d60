#pragma once
// NumPy's arrays (numpy.lib.format): .npy, one array, and .npz, a zip archive of several.
//
//   93 "NUMPY" major minor  length  header      versions 1 to 3; the header is a dictionary of Python in text:
//   {'descr': '<f8', 'fortran_order': False, 'shape': (150, 4), }
//   numbers
//
// Types      b1 (0 and 1), i1-i8, u1-u8, f2-f8 in either byte order: numbers, NaN missing, infinite refused; whole numbers
//            beyond 2^53 are rounded, with a note. S and U: categories in order of first appearance. Records of these:
//            a column per field. Arrays of Python objects are never read, since that would run what is in the file.
// .npy       rank 2, or rank 1 of records. Columns are column_1, column_2, ...
// .npz       arrays with one row count: an array `a` of rank 1 is the column a, of rank 2 the columns a_1, a_2, ..., of a
//            higher rank (images) a_<i>_<j>. With several row counts (x_train, x_test) the user names those that belong
//            together: file.npz#x_train+y_train.
// Target     an array called y, target, label or labels, or the last one named behind #; else the last column.
//
// Memory: the bytes, one unpacked array and the table. All sizes are checked before memory is taken.

#include <cstdint>
#include <vector>

#include "paribus/data/dataset.hpp"
#include "paribus/data/source.hpp"

namespace paribus {

Dataset read_npy(const Source&, const std::string& target);
Dataset read_npz(const Source&, const std::string& arrays, const std::string& target);

/// What every element of an array, or of one field of its records, is.
struct NpyField {
  std::string name;             ///< "" if the array has no records
  char kind = 'f';              ///< b, i, u, f, S, U
  bool big = false;             ///< most significant byte first
  std::size_t bytes = 8;
  std::size_t offset = 0;       ///< within its record
};

struct NpyArray {
  std::vector<NpyField> fields;
  std::size_t bytes_each = 0;   ///< of an element or record
  bool fortran = false;         ///< the first index runs fastest
  std::vector<std::size_t> shape;
  std::string_view data;        ///< exactly the elements
};

/// The header, and the proof that the bytes are what it promises. `name` is for messages.
NpyArray read_npy_header(std::string_view bytes, const std::string& name);

/// The columns of an array, called `name`_..., or column_... if that is "". Throws Error with row and column.
void add_array(Dataset&, const NpyArray&, const std::string& name, const std::string& file);

/// A file of a zip archive.
struct ZipMember {
  std::string name;
  std::string_view packed;
  std::size_t size = 0;         ///< unpacked
  bool deflated = false;
  std::uint32_t crc = 0;
};
std::vector<ZipMember> read_zip(const Source&);
Bytes unpack(const ZipMember&, const std::string& file);

}  // namespace paribus
