#pragma once
// Choices as one line of JSON, which other tools read too: columns of the store, the head of a model file.

#include <map>
#include <string>
#include <string_view>

#include "paribus/base/choices.hpp"

namespace paribus::json {

/// ["lambda_max", 1, 0.5, 1.0]: whole doubles keep their point, to be read back as doubles. Infinities and
/// NaN are written as Python's json module writes them: Infinity, NaN.
std::string written(const Value&);
/// {"optimizer.kind": "adam", "training.steps": 300}
std::string written(const Choices&);
std::string written(const std::map<std::string, std::string>&);

/// Their inverses (spaces as written above). Throw std::invalid_argument on any other text: a store or a
/// model may come from a stranger.
Value value(std::string_view json);
Choices choices(std::string_view json);
std::map<std::string, std::string> words(std::string_view json);

}  // namespace paribus::json
