#pragma once
// The answer to "what is in this table?".

#include "paribus/report/answer.hpp"

namespace paribus {

Answer answer_of_dataset(const Diagnosis&);

}  // namespace paribus
