// The model file: the same content gives the same bytes and back, and nothing else is read as one.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "paribus/base/hash.hpp"
#include "paribus/learner/model_file.hpp"

namespace paribus {
namespace {

namespace fs = std::filesystem;

ModelFile sample() {
  Matrix a(2, 3);
  a.values = {1, -0.0, 1e-310, NAN, INFINITY, 0.1};
  return {{{"kind", {std::string("ridge")}}, {"shares", {Value::List{{0.5}, {std::int64_t{3}}}}}}, {{"a", a}, {"empty", Matrix(0, 4)}, {"b", Matrix(1, 1, 7)}}};
}

std::string failure(const std::string& bytes) {
  try {
    parse_model(bytes, "m.paribus");
    return "read";
  } catch (const Error& e) {
    return e.what();
  }
}

/// A file whose head says `head`, with that many bytes of numbers and the right hash.
std::string forged(const std::string& head, std::size_t numbers) {
  std::string digits = std::to_string(head.size() + 1);
  std::string out = "paribus model 1\nhead " + std::string(10 - digits.size(), '0') + digits + "\n" + head + "\n" + std::string(numbers, '\0');
  const Hash h = sha256(out);
  return out.append(reinterpret_cast<const char*>(h.bytes.data()), h.bytes.size());
}

TEST(ModelFile, IsReadBackToTheBit) {
  const std::string bytes = model_bytes(sample());
  EXPECT_EQ(bytes, model_bytes(sample()));
  const ModelFile again = parse_model(bytes, "m");
  EXPECT_EQ(again.head, sample().head);
  ASSERT_EQ(again.arrays.size(), 3u);
  EXPECT_EQ(again.arrays.at("empty").columns, 4u);
  EXPECT_EQ(model_bytes(again), bytes);
  EXPECT_TRUE(std::signbit(again.arrays.at("a").values[1]));
}

// What docs/model_file.md tells other programs.
TEST(ModelFile, HasTheLayoutThatIsDocumented) {
  const std::string bytes = model_bytes(sample());
  ASSERT_TRUE(bytes.starts_with("paribus model 1\nhead 0000000"));
  const std::size_t head = std::stoul(bytes.substr(21, 10)), begin = 32;
  EXPECT_EQ(bytes[31], '\n');
  EXPECT_EQ((begin + head) % 8, 0u);
  EXPECT_TRUE(bytes.substr(begin).starts_with(
      "{\"arrays\": [[\"a\", 2, 3], [\"b\", 1, 1], [\"empty\", 0, 4]], \"kind\": \"ridge\", \"shares\": [0.5, 3]}"));
  EXPECT_EQ(bytes[begin + head - 1], '\n');
  EXPECT_EQ(bytes.substr(begin + head, 8), std::string("\0\0\0\0\0\0\xf0\x3f", 8));   // 1.0
  EXPECT_EQ(bytes.size(), begin + head + 7 * 8 + 32);
  const Hash h = sha256(std::string_view(bytes).substr(0, bytes.size() - 32));
  EXPECT_EQ(bytes.substr(bytes.size() - 32), std::string(h.bytes.begin(), h.bytes.end()));
}

TEST(ModelFile, EveryOtherFileIsRefused) {
  const std::string good = model_bytes(sample()), whole = "; take a copy that is whole, or fit the model again";
  EXPECT_EQ(failure(good), "read");
  EXPECT_EQ(failure(""), "m.paribus: this is no model file of Paribus; name a file that `paribus fit ... -o model.paribus` wrote");
  EXPECT_EQ(failure("\x80\x04\x95 a pickle"), "m.paribus: this is no model file of Paribus; name a file that `paribus fit ... -o model.paribus` wrote");
  EXPECT_EQ(failure("paribus model 2\n" + good.substr(16)),
            "m.paribus: the model file has format 2, and this program reads format 1; use the newer version of Paribus that wrote it, or fit the model again");
  EXPECT_EQ(failure("paribus model 0\n" + good.substr(16)), "m.paribus: the model file has format 0, and this program reads format 1; fit the model again");
  EXPECT_EQ(failure("paribus model x\n" + good.substr(16)), "m.paribus: the model file is damaged: its version is no number" + whole);
  EXPECT_EQ(failure("paribus model 1"), "m.paribus: the model file is cut short, or damaged, within its first lines" + whole);
  EXPECT_EQ(failure("paribus model 1\nhead 12\n{}"), "m.paribus: the model file is damaged: its second line does not give the length of its head" + whole);
  EXPECT_EQ(failure(good.substr(0, 60)), "m.paribus: the model file is cut short within its head" + whole);
  EXPECT_EQ(failure("paribus model 1\nhead 9999999999\n{}"), "m.paribus: the model file is cut short within its head" + whole);
  EXPECT_EQ(failure(good.substr(0, good.size() - 1)), "m.paribus: the model file is cut short within its numbers" + whole);
  EXPECT_EQ(failure(good + "x"), "m.paribus: the model file goes on behind its end" + whole);
  const std::string head = "m.paribus: the model file is damaged: its head cannot be read" + whole;
  for (const char* bad : {"", "[]", "{\"a\": 1}", "{\"arrays\": 1}", "{\"arrays\": [1]}", "{\"arrays\": [[\"a\", 1]]}", "{\"arrays\": [[1, 1, 1]]}",
                          "{\"arrays\": [[\"a\", 1.0, 1]]}", "{\"arrays\": [[\"a\", -1, 1]]}", "{\"arrays\": []} x"})
    EXPECT_EQ(failure(forged(bad, 8)), head) << bad;
  EXPECT_EQ(failure(forged("{\"arrays\": [[\"a\", 1, 1]]}", 8)), "read");
  EXPECT_EQ(failure(forged("{\"arrays\": [[\"a\", 1, 1], [\"a\", 1, 1]]}", 16)), "m.paribus: the model file is damaged: it has two arrays 'a'" + whole);
}

// No size in the head is believed before the bytes are seen to be there.
TEST(ModelFile, AbsurdSizesTakeNoMemory) {
  for (const char* shape : {"1000000000000, 1", "4294967296, 4294967296", "9223372036854775807, 9223372036854775807", "2305843009213693952, 1"})
    EXPECT_NE(failure(forged("{\"arrays\": [[\"a\", " + std::string(shape) + "]]}", 64)).find("cut short within its numbers"), std::string::npos) << shape;
}

TEST(ModelFile, EveryFlippedByteIsFound) {
  const std::string good = model_bytes(sample());
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const int bit : {1, 128}) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ bit);
      EXPECT_NE(failure(bad), "read") << i;
    }
  for (std::size_t n = 0; n < good.size(); ++n) EXPECT_NE(failure(good.substr(0, n)), "read") << n;
}

TEST(ModelFile, IsWrittenWholeOrNotAtAll) {
  std::string name = testing::TempDir() + "paribus_model_XXXXXX";
  const fs::path folder = mkdtemp(name.data());
  const std::string path = (folder / "m.paribus").string();
  std::ofstream{path} << "what was there";
  write_model(sample(), path);
  EXPECT_EQ(model_bytes(read_model(path)), model_bytes(sample()));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace paribus
