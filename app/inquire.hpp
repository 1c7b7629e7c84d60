#pragma once
// A study's question in the words of the report: the bridge from study to evidence.

#include "paribus/report/inquiry.hpp"
#include "paribus/study/preparations.hpp"

namespace paribus {

/// Labels of addresses and levels, from the catalogues.
std::map<std::string, std::string> labels(const Study&);

/// Checks the question as a whole: metric and task, models and data, judge and population, a family that can
/// reject. Throws Error before anything is run or written.
Inquiry inquire(const Study&, Preparations&);

/// The facts of the page that do not follow from results.
void describe_data(Answer&, const Study&, Preparations&);
void describe_plan(Answer&, const Study&);

}  // namespace paribus
