// SPDX-License-Identifier: Apache-2.0
#include "io/export/gpkg_style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ravenstein::io {
namespace {

constexpr const char* kStyle = R"qml(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology">
 <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0">
  <symbols>
   <symbol name="0" type="{type}" alpha="0.7" clip_to_extent="1" force_rhr="0">
    <layer class="{layer}" pass="0" locked="0" enabled="1">
     <Option type="Map">
      {options}
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="{property}" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="{expression}"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
)qml";

}  // namespace

std::string circles_qml(const std::string& column, double most) {
  return fmt::format(
      kStyle, fmt::arg("type", "marker"), fmt::arg("layer", "SimpleMarker"),
      fmt::arg("options",
               R"(<Option name="name" type="QString" value="circle"/>
      <Option name="color" type="QString" value="33,113,181,255"/>
      <Option name="outline_color" type="QString" value="255,255,255,255"/>
      <Option name="size_unit" type="QString" value="MM"/>)"),
      fmt::arg("property", "size"),
      fmt::arg("expression", fmt::format("1 + 14 * sqrt(coalesce(&quot;{}&quot;, 0) / {:.0f})",
                                         column, std::max(1.0, most))));
}

std::string lines_qml(const std::string& column, double most) {
  return fmt::format(
      kStyle, fmt::arg("type", "line"), fmt::arg("layer", "SimpleLine"),
      fmt::arg("options",
               R"(<Option name="line_color" type="QString" value="217,95,2,255"/>
      <Option name="line_width_unit" type="QString" value="MM"/>
      <Option name="capstyle" type="QString" value="round"/>)"),
      fmt::arg("property", "outlineWidth"),
      fmt::arg("expression", fmt::format("0.1 + 4 * coalesce(&quot;{}&quot;, 0) / {:.0f}", column,
                                         std::max(1.0, most))));
}

}  // namespace ravenstein::io
