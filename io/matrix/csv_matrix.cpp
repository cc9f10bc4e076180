// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "io/files.hpp"
#include "io/matrix/zone_matrix.hpp"
#include "io/tables/csv.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostProblems = 40;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(words.begin(), words.end(), lower) != words.end();
}

bool names_origin(std::string_view text) {
  return is_one_of(text, {"origin", "orig", "from", "o", "origin_zone", "from_zone"});
}
bool names_destination(std::string_view text) {
  return is_one_of(text, {"destination", "dest", "to", "d", "destination_zone", "to_zone"});
}

/// Codes in order of appearance.
class Codes {
 public:
  std::size_t number(std::string_view code) {
    const auto [at, fresh] = numbers_.emplace(std::string(code), codes_.size());
    if (fresh) codes_.emplace_back(code);
    return at->second;
  }
  std::vector<std::string> take() { return std::move(codes_); }
  std::size_t size() const { return codes_.size(); }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> codes_;
};

class MatrixReader {
 public:
  MatrixReader(const Csv& csv, const MatrixRequest& request, Problems& problems)
      : csv_(csv), request_(request), problems_(problems) {
    matrix_.file = csv.file();
  }

  ZoneMatrix read() {
    if (csv_.size() == 0) return std::move(matrix_);
    const auto head = csv_.row(0);
    const auto origin = std::find_if(head.begin(), head.end(),
                                     [](const CsvCell& c) { return names_origin(c.text); });
    const auto destination = std::find_if(
        head.begin(), head.end(), [](const CsvCell& c) { return names_destination(c.text); });
    if (origin != head.end() && destination != head.end()) {
      read_long(static_cast<std::size_t>(origin - head.begin()),
                static_cast<std::size_t>(destination - head.begin()));
    } else {
      read_square();
    }
    return std::move(matrix_);
  }

 private:
  void tell(const CsvCell& cell, std::string message, std::string hint = {}) {
    if (++told_ > kMostProblems) return;
    problems_.add({csv_.place(cell), "", std::move(message), std::move(hint)}, InputKind::data);
  }

  double number(const CsvCell& cell) {
    if (cell.text.empty() || is_one_of(cell.text, {"na"})) return kNothing;
    if (request_.flows && cell.text.front() == '<') return censored(cell);
    const auto value = parse_real(cell.text);
    if (!value) {
      tell(cell, fmt::format("expected a number, found {}", in_quotes(cell.text)),
           request_.flows ? "leave the cell empty if it is not known, write <n if it is withheld"
                          : "leave the cell empty where no way leads");
      return kNothing;
    }
    if (*value < 0) {
      tell(cell, fmt::format("a {} cannot be negative, found {}", request_.flows ? "flow" : "cost",
                             cell.text));
    }
    if (*value != std::floor(*value)) ++matrix_.fractional;
    return *value;
  }

  double censored(const CsvCell& cell) {
    const auto limit = parse_real(cell.text.substr(1));
    if (!limit || *limit < 1 || *limit != std::floor(*limit)) {
      tell(cell, fmt::format("expected <n with a whole n above 0, found {}", in_quotes(cell.text)));
      return kNothing;
    }
    if (matrix_.censored_at_most && *matrix_.censored_at_most != *limit - 1) {
      tell(cell, fmt::format("expected the same threshold in all withheld cells (<{}), found {}",
                             *matrix_.censored_at_most + 1, in_quotes(cell.text)));
    }
    matrix_.censored_at_most = *limit - 1;
    return -1;
  }

  std::size_t value_column(std::size_t origin, std::size_t destination) {
    const auto head = csv_.row(0);
    std::vector<std::size_t> others;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < head.size(); ++c) {
      if (c == origin || c == destination) continue;
      if (head[c].text == request_.name && !request_.name.empty()) return c;
      others.push_back(c);
      names.emplace_back(head[c].text);
    }
    if (request_.name.empty() && others.size() == 1) return others[0];
    tell(head[0],
         request_.name.empty()
             ? fmt::format("which column holds the numbers? there are {}", listed(names))
             : fmt::format("column {} is missing, found: {}", request_.name, listed(names)),
         request_.name.empty() ? "name it" : did_you_mean(request_.name, names));
    return head.size();
  }

  void read_long(std::size_t origin, std::size_t destination) {
    const std::size_t column = value_column(origin, destination);
    const std::size_t width = csv_.row(0).size();
    if (column == width) return;
    matrix_.lists_pairs = true;
    Codes origins, destinations;
    struct Entry {
      std::size_t i, j, row;
      double value;
    };
    std::vector<Entry> entries;
    for (std::size_t r = 1; r < csv_.size(); ++r) {
      const auto row = csv_.row(r);
      if (row.size() != width) {
        tell(row[0],
             fmt::format("expected {} cells as in the header, found {}", width, row.size()));
        continue;
      }
      if (row[origin].text.empty() || row[destination].text.empty()) {
        tell(row[0], "the origin or the destination is empty");
        continue;
      }
      const double value = number(row[column]);
      entries.push_back(
          {origins.number(row[origin].text), destinations.number(row[destination].text), r, value});
    }
    const std::size_t columns = destinations.size();
    matrix_.value.assign(origins.size() * columns, kNothing);
    std::vector<bool> seen(matrix_.value.size(), false);
    for (const Entry& entry : entries) {
      const std::size_t cell = entry.i * columns + entry.j;
      if (seen[cell]) {
        const auto row = csv_.row(entry.row);
        tell(row[0], fmt::format("the pair {} to {} is there twice", row[origin].text,
                                 row[destination].text));
      }
      seen[cell] = true;
      matrix_.value[cell] = entry.value;
      if (std::isnan(entry.value)) matrix_.listed_without_value.emplace_back(entry.i, entry.j);
    }
    matrix_.origins = origins.take();
    matrix_.destinations = destinations.take();
  }

  void read_square() {
    const auto head = csv_.row(0);
    Codes origins, destinations;
    for (std::size_t c = 1; c < head.size(); ++c) {
      if (destinations.number(head[c].text) != c - 1) {
        tell(head[c], fmt::format("destination {} is there twice", in_quotes(head[c].text)));
        return;
      }
    }
    for (std::size_t r = 1; r < csv_.size(); ++r) {
      const auto row = csv_.row(r);
      if (row.size() != head.size()) {
        tell(row[0],
             fmt::format("expected {} cells as in the header, found {}", head.size(), row.size()));
        continue;
      }
      if (origins.number(row[0].text) + 1 != origins.size()) {
        tell(row[0], fmt::format("origin {} is there twice", in_quotes(row[0].text)));
        continue;
      }
      const std::size_t before = matrix_.value.size();
      matrix_.value.resize(before + head.size() - 1);
      for (std::size_t c = 1; c < row.size(); ++c) matrix_.value[before + c - 1] = number(row[c]);
      if (origins.size() * (head.size() - 1) != matrix_.value.size()) {
        tell(row[0], fmt::format("origin {} is there twice", in_quotes(row[0].text)));
        matrix_.value.resize(before);
      }
    }
    matrix_.origins = origins.take();
    matrix_.destinations = destinations.take();
    matrix_.value.resize(matrix_.origins.size() * matrix_.destinations.size(), kNothing);
  }

  const Csv& csv_;
  const MatrixRequest& request_;
  Problems& problems_;
  ZoneMatrix matrix_;
  std::size_t told_ = 0;
};

}  // namespace

ZoneMatrix read_csv_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                           Problems& problems) {
  InputFiles files = InputFiles::on_disk({});
  const EmbeddedFile* file = files.read(path.string(), {path.string()}, "", problems);
  if (file == nullptr) return {path.string(), {}, {}, {}, {}, 0, false, {}};
  const Csv csv(files.shown(path.string()), file->bytes, problems);
  return MatrixReader(csv, request, problems).read();
}

}  // namespace ravenstein::io
