// The JSON of a row reads back exactly, and any other text is refused without harm.
#include "paribus/base/json.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace paribus {
namespace {

TEST(Json, IsWhatOtherToolsRead) {
  const Choices choices{{"optimizer.kind", {std::string("adam")}}, {"rate", {1.0}}, {"sizes", {Value::List{{std::int64_t{64}}, {0.5}}}},
                        {"odd \"\\\n", {false}}};
  EXPECT_EQ(json::written(choices),
            R"({"odd \"\\\u000a": false, "optimizer.kind": "adam", "rate": 1.0, "sizes": [64, 0.5]})");
  EXPECT_EQ(json::choices(json::written(choices)), choices);
  EXPECT_EQ(json::written(Choices{}), "{}");
  EXPECT_TRUE(json::choices("{}").empty());
}

TEST(Json, RefusesWhatItDidNotWrite) {
  for (const char* text : {"", "{", "}", "{\"a\"", "{\"a\":1}", "{\"a\": }", "{\"a\": 1,}", "{\"a\": 1}x", "{\"a\": \"b}", "{\"a\": \"\\",
                           "{\"a\": \"\\u00", "{\"a\": \"\\u00zz\"}", "{\"a\": \"\\u000\"}", "{\"a\": [1}", "{\"a\": 1e}", "{\"a\": 1.2.3}",
                           "{\"a\": 99999999999999999999}", "{\"a\": 1e999}", "{\"a\": nul}", "{\"a\": -}", "[]", "{a: 1}"})
    EXPECT_THROW(json::choices(text), std::invalid_argument) << text;
  std::string deep = "{\"a\": ";
  for (int i = 0; i < 1000000; ++i) deep += '[';
  EXPECT_THROW(json::choices(deep), std::invalid_argument);
}

}  // namespace
}  // namespace paribus
