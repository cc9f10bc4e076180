// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/page.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "calibration/scores/text_table.hpp"

namespace ravenstein::calibration {
namespace {

std::string cell(double value, bool whole) {
  return std::isnan(value) ? "" : fmt::format("{:.{}f}", value, whole ? 0 : 3);
}

std::string table_text(const PageTable& table, Layout layout) {
  const bool informs = !table.information_column.empty();
  std::vector<std::string> head{table.row_head};
  head.insert(head.end(), table.columns.begin(), table.columns.end());
  if (informs) head.push_back(table.information_column);
  TextTable text(head);
  if (informs) text.align_left(head.size() - 1);
  for (const PageRow& row : table.rows) {
    std::vector<std::string> cells{row.no_skill ? "no skill: " + row.name : row.name};
    for (std::size_t c = 0; c < row.value.size(); ++c) {
      cells.push_back(cell(row.value[c], table.columns[c] == table.whole_column));
    }
    if (informs) cells.push_back(row.information);
    text.add(std::move(cells));
  }
  return text.text(layout);
}

nlohmann::ordered_json described(const HindcastProvenance& p) {
  nlohmann::ordered_json inputs = nlohmann::ordered_json::array();
  for (const HindcastInput& input : p.inputs) {
    inputs.push_back({{"scenario", input.scenario},
                      {"path", input.path},
                      {"bytes", input.bytes},
                      {"sha256", input.sha256}});
  }
  return {{"program", p.program},
          {"git_sha1", p.git_sha1},
          {"compiler", p.compiler},
          {"build_type", p.build_type},
          {"command_line", p.command_line},
          {"seed", p.seed},
          {"random_generator", p.random_generator},
          {"hindcast", {{"path", p.path}, {"sha256", p.sha256}, {"overrides", p.overrides}}},
          {"inputs", std::move(inputs)}};
}

}  // namespace

std::string page_text(const HindcastPage& page, Layout layout) {
  const bool markdown = layout == Layout::markdown;
  std::string text = (markdown ? "# " : "") + page.title + "\n";
  for (const PageTable& table : page.tables) {
    text += fmt::format("\n{}{}\n\n{}{}", markdown ? "## " : "", table.name, table.caption,
                        table.caption.empty() ? "" : "\n\n");
    text += table_text(table, layout);
  }
  if (!page.remarks.empty()) text += markdown ? "\n## Remarks\n\n" : "\nRemarks\n";
  for (const std::string& remark : page.remarks) text += "- " + remark + '\n';
  return text;
}

std::string page_json(const HindcastPage& page, const HindcastProvenance& provenance) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const PageTable& table : page.tables) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const PageRow& row : table.rows) {
      nlohmann::ordered_json scores;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        scores[table.columns[c]] = row.value[c];
      }
      rows.push_back({{"name", row.name},
                      {"no_skill", row.no_skill},
                      {"information", row.information},
                      {"scores", std::move(scores)}});
    }
    tables.push_back({{"name", table.name},
                      {"caption", table.caption},
                      {"rows_are", table.row_head},
                      {"rows", std::move(rows)}});
  }
  nlohmann::ordered_json all{
      {"title", page.title}, {"remarks", page.remarks}, {"tables", std::move(tables)}};
  if (!provenance.program.empty()) all["provenance"] = described(provenance);
  return all.dump(2) + '\n';
}

}  // namespace ravenstein::calibration
