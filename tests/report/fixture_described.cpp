// A table with one of each thing that is looked for.
#include "fixture.hpp"
#include "paribus/base/random.hpp"
#include "paribus/data/csv.hpp"
#include "paribus/report/described.hpp"

namespace paribus::sample {

Dataset mixed() {
  Stream chance{{5, 0, "mixed"}};
  std::string text = "number,age,city,flat,copy,twice,<img src=x onerror=alert(1)>,sold_date,y\n", last;
  const char* cities[] = {"Bern", "Basel", "Z\u00fcrich", ""};
  for (int i = 0; i < 120; ++i) {
    const bool yes = chance.uniform() < 0.25;
    const std::string age = i % 9 == 0 ? "" : std::to_string(static_cast<int>(90 * chance.uniform()) - 20);
    last = "," + age + "," + cities[static_cast<int>(4 * chance.uniform())] + ",3," + (yes ? "a," : "b,") + age + "," +
           (i == 40 ? "9999" : std::to_string(static_cast<int>(10 * chance.uniform()))) + "," + std::to_string(i * 7 % 5) + "," + (yes ? "yes" : "no") + "\n";
    text += std::to_string(i + 1) + last;
  }
  return read_csv({"mixed.csv", text}, "");
}

Answer described() { return answer_of_dataset(Diagnosis(mixed())); }

}  // namespace paribus::sample
