// The thin wall around SQLite: transactions are all or nothing, values come back as they went in.
#include "paribus/store/database.hpp"

#include <gtest/gtest.h>

#include "paribus/base/error.hpp"
#include "sample.hpp"

namespace paribus {
namespace {

struct Table : testing::Test {
  sample::Folder folder;
  Database db{folder.path(), Database::Access::write};
  Table() { db.run("CREATE TABLE t (i INTEGER, x REAL, s TEXT, b BLOB) STRICT"); }
};

TEST_F(Table, IsAsBeforeUnlessCommitted) {
  {
    Transaction change{db};
    db.run("INSERT INTO t VALUES (1, 1, 'a', x'00')");
  }
  EXPECT_EQ(db.number("SELECT count(*) FROM t"), 0);
  {
    Transaction change{db};
    db.run("INSERT INTO t VALUES (1, 1, 'a', x'00')");
    change.commit();
  }
  EXPECT_EQ(db.number("SELECT count(*) FROM t"), 1);
}

TEST_F(Table, TakesAndGivesValues) {
  const std::string odd("a\0'b", 4);
  Statement add = db.prepare("INSERT INTO t VALUES (?, ?, ?, ?)");
  add.with(std::int64_t{-5}, 0.1, odd, Blob{""}).run();
  add.with(std::int64_t{7}, 1e308, std::string(), Blob{odd}).run();
  Statement row = db.prepare("SELECT * FROM t ORDER BY i");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), -5);
  EXPECT_EQ(row.real(1), 0.1);
  EXPECT_EQ(row.text(2), odd);
  EXPECT_EQ(row.text(3), "");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(2), "");
  EXPECT_EQ(row.text(3), odd);
  EXPECT_FALSE(row.step());
  EXPECT_EQ(db.number("SELECT count(*) FROM t WHERE b IS NULL OR s IS NULL"), 0);
}

TEST_F(Table, ReadersCannotWrite) {
  const Database reader{folder.path(), Database::Access::read};
  EXPECT_THROW(reader.run("INSERT INTO t VALUES (1, 1, 'a', x'00')"), Error);
}

}  // namespace
}  // namespace paribus
