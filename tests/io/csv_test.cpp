// SPDX-License-Identifier: Apache-2.0
#include "io/tables/csv.hpp"

#include <catch2/catch.hpp>

#include "io/tables/table.hpp"
#include "io/text.hpp"

using namespace ravenstein;
using namespace ravenstein::io;

namespace {

std::vector<std::vector<std::string>> rows_of(const Csv& csv) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t r = 0; r < csv.size(); ++r) {
    std::vector<std::string>& row = rows.emplace_back();
    for (const CsvCell& cell : csv.row(r)) row.emplace_back(cell.text);
  }
  return rows;
}

/// The one problem that reading this as CSV makes.
std::string csv_problem(const std::string& bytes) {
  Problems problems;
  const Csv csv("t.csv", bytes, problems);
  REQUIRE(problems.size() == 1);
  return to_string(problems.all()[0]);
}

std::vector<std::string> told(const Problems& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems.all()) lines.push_back(to_string(problem));
  return lines;
}

const std::string kUnknown = " (leave out what is not known)";
const std::string kSeparators = " (without thousands separators: ";

using Rows = std::vector<std::vector<std::string>>;
using Lines = std::vector<std::string>;

}  // namespace

// Cases after RFC 4180, section 2.
TEST_CASE("CSV: quotes, commas and line breaks inside cells") {
  Problems problems;
  const Csv csv("t.csv", "a,b,c\r\n\"x, y\",\"say \"\"no\"\"\",\"two\nlines\"\r\n1,,\"\"\r\n",
                problems);
  CHECK(problems.empty());
  CHECK(rows_of(csv) == Rows{{"a", "b", "c"}, {"x, y", "say \"no\"", "two\nlines"}, {"1", "", ""}});
  CHECK(csv.row(1)[0].quoted);
  CHECK_FALSE(csv.row(2)[0].quoted);
}

TEST_CASE("CSV: byte-order mark, comments, blank lines, spaces, no newline at the end") {
  Problems problems;
  const std::string bytes =
      "\xEF\xBB\xBF# by \"hand\n\nzone , persons\n  # more\n,\n Gao,\t7 \n\n\"#1\",8";
  const Csv csv("t.csv", bytes, problems);
  CHECK(problems.empty());
  CHECK(rows_of(csv) == Rows{{"zone", "persons"}, {"Gao", "7"}, {"#1", "8"}});
  CHECK(csv.leading_comment() == "# by \"hand");
  const Csv kept("t.csv", "#Day,Gao\n0,1\n", problems, Csv::Comments::keep);
  CHECK(rows_of(kept) == Rows{{"#Day", "Gao"}, {"0", "1"}});
}

TEST_CASE("CSV: places count lines and characters from 1") {
  Problems problems;
  const Csv csv("t.csv", "\xEF\xBB\xBFname,n\r\n\"Ménaka\nville\", 5\r\nx,6\r\n", problems);
  const auto where = [&](std::size_t r, std::size_t c) {
    return to_string(Problem{csv.place(csv.row(r)[c]), "", "", ""});
  };
  CHECK(where(0, 0) == "t.csv:1:1: ");
  CHECK(where(0, 1) == "t.csv:1:6: ");
  CHECK(where(1, 0) == "t.csv:2:1: ");
  CHECK(where(1, 1) == "t.csv:3:9: ");
  CHECK(where(2, 1) == "t.csv:4:3: ");
  const Csv accented("t.csv", "Ménaka,n", problems);
  CHECK(accented.place(accented.row(0)[1]).column == 8);  // characters, not bytes
}

TEST_CASE("CSV: what is not a table is one clear problem") {
  CHECK(csv_problem("") == "t.csv: is empty");
  CHECK(csv_problem("\xEF\xBB\xBF") == "t.csv: is empty");
  CHECK(csv_problem(" \r\n\n") == "t.csv: is empty");
  CHECK(csv_problem(std::string("a,b\n1,\0002\n", 9)) ==
        "t.csv:2:3: is a binary file, not a table");
  CHECK(csv_problem("name,n\nM\xE9naka,3\n") ==
        "t.csv:2:2: is not UTF-8 text (save it as CSV UTF-8)");
  CHECK(csv_problem("a,b\n1,\"open\n2,3\n") ==
        "t.csv:2:3: the quote that opens here is never closed");
  CHECK(csv_problem("a,b\n\"1\"x,2\n") ==
        "t.csv:2:1: there is text after the quote that closes this cell");
}

TEST_CASE("UTF-8: well-formed and not") {
  // Boundaries from the Unicode Standard, table 3-7.
  for (const char* good : {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80",
                           "\xF4\x8F\xBF\xBF"}) {
    CHECK_FALSE(find_invalid_utf8(good));
  }
  for (const char* bad : {"a\x80", "a\xC1\xBF", "a\xE0\x9F\xBF", "a\xED\xA0\x80",
                          "a\xF0\x8F\xBF\xBF", "a\xF4\x90\x80\x80", "a\xE2\x82", "a\xFF"}) {
    CHECK(find_invalid_utf8(bad) == 1);
  }
}

TEST_CASE("Table: columns by name in any order, HXL row left out, typed cells") {
  Problems problems;
  Table table("t.csv",
              "persons,date,zone,share,note\n,#date,#adm1+code,,\n"
              "12,2012-02-29,0101,.5,\n0,2012-03-01,\"Bobo, Dioulasso\",-1e-3,x\n",
              problems);
  const Column zone = table.need("zone");
  const Column persons = table.need("persons");
  const Column date = table.need("date");
  const Column share = table.find("share");
  const Column absent = table.find("capacity");
  REQUIRE(table.rows() == 2);
  CHECK(table.text(0, zone) == "0101");  // a code stays text
  CHECK(table.persons(0, persons) == 12);
  CHECK(to_string(*table.date(0, date)) == "2012-02-29");
  CHECK(*table.real(0, share, 0, 1) == .5);
  CHECK(*table.real(1, share) == -1e-3);
  CHECK(table.text(1, zone) == "Bobo, Dioulasso");
  CHECK_FALSE(absent);
  CHECK(table.blank(0, absent));
  CHECK(table.text(0, absent).empty());
  CHECK(table.others().size() == 1);  // note
  CHECK(problems.empty());
}

TEST_CASE("Table: each kind of wrong number has its own message") {
  Problems problems;
  Table table("t.csv",
              "zone,persons\na,-5\nb,1.5\nc,NaN\nd,\"1,234,567\"\ne,1 234\nf,many\ng,\n"
              "h,1e3\ni,99999999999\nj,Not available\nk,0x10\nl,12 5\n",
              problems);
  const Column persons = table.need("persons");
  for (std::size_t r = 0; r < table.rows(); ++r) CHECK_FALSE(table.persons(r, persons));
  CHECK(told(problems) ==
        Lines{"t.csv:2:3: persons: persons cannot be negative, found -5",
              "t.csv:3:3: persons: persons must be whole, found 1.5",
              "t.csv:4:3: persons: expected whole persons, found \"NaN\"" + kUnknown,
              "t.csv:5:3: persons: expected whole persons, found \"1,234,567\"" + kSeparators +
                  "1234567)",
              "t.csv:6:3: persons: expected whole persons, found \"1 234\"" + kSeparators + "1234)",
              "t.csv:7:3: persons: expected whole persons, found \"many\"",
              "t.csv:8:3: persons: is empty",
              "t.csv:9:3: persons: persons must be whole, found 1e3",
              "t.csv:10:3: persons: expected at most 10000000000 persons, found 99999999999",
              "t.csv:11:3: persons: expected whole persons, found \"Not available\"" + kUnknown,
              "t.csv:12:3: persons: expected whole persons, found \"0x10\"",
              "t.csv:13:3: persons: expected whole persons, found \"12 5\""});
  CHECK_THROWS_AS(problems.throw_if_any(), InputError);
}

TEST_CASE("Table: ranges, whole numbers and dates") {
  Problems problems;
  Table table("t.csv", "x,n,d\n2,1.0,2012-02-30\ninf,-1,29/02/2012\nnan,8,2012-2-9\n", problems);
  const Column x = table.need("x");
  const Column n = table.need("n");
  const Column d = table.need("d");
  for (std::size_t r = 0; r < table.rows(); ++r) {
    CHECK_FALSE(table.real(r, x, 0, 1));
    CHECK_FALSE(table.whole(r, n, 0, 7));
    CHECK_FALSE(table.date(r, d));
  }
  CHECK(told(problems) == Lines{"t.csv:2:1: x: expected a number in 0..1, found \"2\"",
                                "t.csv:2:3: n: expected a whole number in 0..7, found \"1.0\"",
                                "t.csv:2:7: d: expected a date YYYY-MM-DD, found \"2012-02-30\"",
                                "t.csv:3:1: x: expected a number in 0..1, found \"inf\"",
                                "t.csv:3:5: n: expected a whole number in 0..7, found \"-1\"",
                                "t.csv:3:8: d: expected a date YYYY-MM-DD, found \"29/02/2012\"",
                                "t.csv:4:1: x: expected a number in 0..1, found \"nan\"" + kUnknown,
                                "t.csv:4:5: n: expected a whole number in 0..7, found \"8\"",
                                "t.csv:4:7: d: expected a date YYYY-MM-DD, found \"2012-2-9\""});
}

TEST_CASE("Table: headers that do not fit") {
  Problems problems;
  Table table("t.csv", "from,to,distance,capcity,to,\n1,2,3,4,5,6\n1,2\n", problems);
  table.need("from");
  table.need("distance_km");
  table.need("kind");
  table.find("capacity");
  table.refuse_other_columns();
  const std::string missing = "t.csv:1:1: column ";
  const std::string found = " is missing, found: from, to, distance, capcity, to, ";
  CHECK(told(problems) == Lines{"t.csv:1:26: column to is there twice",
                                "t.csv:1:29: a column has no name",
                                "t.csv:3:1: expected 6 cells as in the header, found 2",
                                missing + "distance_km" + found + " (is it \"distance\"?)",
                                missing + "kind" + found, "t.csv:1:6: unknown column to",
                                "t.csv:1:18: unknown column capcity (did you mean \"capacity\"?)"});
  Problems commented;
  Table flee("f.csv", "#name,country\nGao,Mali\n", commented);
  flee.need("name");
  CHECK(told(commented) == Lines{"f.csv:2:1: column name is missing, found: Gao, Mali "
                                 "(a line that starts with # is a comment, the header must not)"});
}

TEST_CASE("Table: a thousand mistakes are not all told") {
  std::string bytes = "persons\n";
  for (int r = 0; r < 1000; ++r) bytes += "x\n";
  Problems problems;
  Table table("t.csv", bytes, problems);
  const Column persons = table.need("persons");
  for (std::size_t r = 0; r < table.rows(); ++r) table.persons(r, persons);
  REQUIRE(problems.size() == 41);
  CHECK(to_string(problems.all().back()) == "t.csv:42:1: and more, not listed here");
}
