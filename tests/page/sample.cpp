// Writes the pages that tests/page/check.mjs opens: page_sample FOLDER
#include <cstdio>
#include <string>

#include "../report/fixture.hpp"
#include "paribus/base/error.hpp"
#include "paribus/report/page.hpp"
#include "paribus/report/table.hpp"

int main(int count, char** words) {
  using namespace paribus;
  if (count < 2) return std::fputs("usage: page_sample FOLDER\n", stderr), 2;
  const std::string folder = words[1];
  try {
    write_page(sample::flagship(), folder + "/flagship");
    write_page(sample::hostile(), folder + "/hostile");
    write_page(sample::judged(), folder + "/judged");
    write_page(sample::measured(), folder + "/measured");
    write_page(sample::ranked(), folder + "/ranked");
    write_page(sample::described(), folder + "/described");
    if (count > 2)
      std::fputs(
          terminal(std::string(words[2]) == "judged" ? sample::judged() : sample::flagship(), count > 3, true).c_str(),
          stdout);
  } catch (const Error& e) {
    return std::fprintf(stderr, "%s\n", e.what()), 2;
  }
}
