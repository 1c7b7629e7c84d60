#include "app/inquire.hpp"
#include "paribus/base/text.hpp"
#include "paribus/study/setup.hpp"

namespace paribus {

namespace {

template <class Part>
void add(std::map<std::string, std::string>& out, const Catalogue<Part>& all, const std::string& address) {
  for (const auto* e : all) out[address + "=" + std::string(e->name)] = std::string(e->label);
}

}  // namespace

std::map<std::string, std::string> labels(const Study& study) {
  std::map<std::string, std::string> out = {{"model.kind", "model"},
                                            {"optimizer.kind", "optimizer"},
                                            {"data.source", "data set"},
                                            {"training.batch_size", "batch"},
                                            {"training.batch_size=all", "all rows"},
                                            {"training.l2", "L2 penalty"}};
  add(out, models(), "model.kind");
  add(out, learners(), "model.kind");
  add(out, optimizers(), "optimizer.kind");
  add(out, losses(), "training.loss");
  for (const auto& f : study.factors)
    if (f.address == "training.batch_size")
      for (const auto& v : f.levels)
        if (v.plain() != "all") out[f.address + "=" + v.plain()] = "batches of " + v.plain();
  return out;
}

}  // namespace paribus
