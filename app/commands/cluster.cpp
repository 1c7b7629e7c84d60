// paribus cluster FILE: groups of the rows of any table, what they are like, and how good they are.
#include <algorithm>
#include <iostream>

#include "app/command.hpp"
#include "app/folder.hpp"
#include "app/given.hpp"
#include "app/grouping.hpp"
#include "app/groups_text.hpp"
#include "paribus/base/text.hpp"
#include "paribus/base/whole_file.hpp"
#include "paribus/data/classes.hpp"
#include "paribus/data/roles.hpp"
#include "paribus/report/page.hpp"

namespace paribus {
namespace {

Choices choices_of(const Arguments& a) {
  GivenSettings given{a};
  given.word("method", "measure.cluster.method");
  given.whole("groups", "measure.cluster.groups", 1, 1e6);
  given.whole("seed", "replicates.seed", 0, 1e9);
  return group_settings(given.all);
}

/// The table with the classes as its target, if there are any: the column named, or those of a built-in set.
Dataset table_of(const std::string& file, const std::string& classes) {
  const bool known = std::any_of(built_in_sets().begin(), built_in_sets().end(), [&](const auto& set) { return set.name == file; });
  Dataset out = load(file, classes.empty() && !known ? no_target : classes);
  const auto target = std::ranges::find(out.columns, Role::target, &Column::role);
  if (!classes.empty() && !target->categorical && !make_classes(*target, 1000))
    throw Error("the column '" + text::printable(classes) + "' holds numbers, not classes", "name a column of classes, or leave --classes out", {file});
  return out;
}

class ClusterCommand final : public Command {
 public:
  std::vector<Take> takes() const override { return {{"file", "a built-in set or a table (CSV)"}}; }
  std::vector<Option> options() const override {
    return {{"groups", "N", "how many; default 3 (density finds their number itself)"},
            {"method", "NAME", "a way of `paribus list clusterings`; default: k_means"},
            {"classes", "COLUMN", "known classes: no feature, but compared with the groups; default: those of a built-in set"},
            {"refits", "", "also the gap statistic and stability, for which rows are grouped some 30 times anew"},
            {"seed", "N", "of all that is drawn; default 1"},
            {"set", "ADDRESS=VALUE", "change a setting of data or measure.cluster (may be given more than once)", true},
            {"out", "FILE", "write the group of each row here (CSV)", false, 'o'},
            {"page", "FOLDER", "write a page there: the groups on a plane, and what each is like"},
            {"keep", "FILE", "write here what `paribus predict` needs to find the group of other rows (k-means, mixtures)"},
            quiet_option, {"json", "", "print the groups as JSON"}};
  }
  int run(const Arguments& a) const override {
    const Choices choices = choices_of(a);
    check_files(a, {a.one("file")}, {"keep", "out"});
    if (a.has("keep")) check_rule(choices);
    Dataset table = table_of(a.one("file"), a.one("classes"));
    if (a.has("page")) check_writable(a.one("page"));
    const GroupedTable out = group_table(std::move(table), choices, a.has("refits"));
    if (a.has("page")) {
      Answer answer = answer_of_groups(out);
      describe_host(answer.ran);
      write_page(answer, a.one("page"));
    }
    if (a.has("keep")) write_model(keep(out.rule), a.one("keep"));
    if (a.has("out")) write_whole(a.one("out"), group_rows(out));
    if (a.has("quiet")) return done;
    if (a.has("json")) std::cout << groups_json(out).indented();
    else std::cout << groups_text(out) << (a.has("page") ? "page: " + a.one("page") + "/page.html\n" : "") << (a.has("keep") ? "rule: " + a.one("keep") + "\n" : "") << (a.has("out") ? "rows: " + a.one("out") + "\n" : "");
    return done;
  }
};

}  // namespace
namespace parts::commands {
extern const Entry<Command> cluster = entry<Command, ClusterCommand>({"cluster", "cluster", "find groups among the rows of a table, without being told classes"});
}  // namespace parts::commands
}  // namespace paribus
