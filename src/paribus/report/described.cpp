#include "paribus/report/described.hpp"

namespace paribus {

Answer answer_of_dataset(const Diagnosis& d) {
  Answer a;
  const Description& t = d.table;
  const auto* target = t.target();
  a.title = "What is in " + t.name + "?";
  a.data = {t.name, target ? target->name : "", t.provenance.origin, t.provenance.licence, t.provenance.sha256, t.rows, t.features,
            target ? target->levels.size() : 0, 0, 0, 0, t.notes};
  a.table = d;
  return a;
}

}  // namespace paribus
