// SPDX-License-Identifier: Apache-2.0
#include "models/grid/convolution.hpp"

#include <algorithm>
#include <complex>
#include <functional>
#include <unsupported/Eigen/FFT>

#include "engine/core/row_blocks.hpp"

namespace ravenstein::models {
namespace {

using Complex = std::complex<double>;
using Transform = Eigen::FFT<double>;  // kissfft; keeps tables of its own, so one per block

/// The least multiple of `step` >= n whose prime factors are 2, 3 and 5: quick to transform.
std::size_t smooth_size(std::size_t n, std::size_t step) {
  for (n = (n + step - 1) / step * step;; n += step) {
    std::size_t rest = n;
    for (const std::size_t prime : {2, 3, 5}) {
      while (rest % prime == 0) rest /= prime;
    }
    if (rest == 1) return n;
  }
}

/// The transform of a real field, stored by columns: `columns / 2 + 1` of them with `rows` each,
/// for the others are their mirror images.
struct Spectrum {
  std::size_t rows = 0;
  std::size_t columns = 0;  ///< of the field
  std::vector<Complex> value;

  Spectrum(std::size_t r, std::size_t c) : rows(r), columns(c), value(r * kept()) {}
  std::size_t kept() const { return columns / 2 + 1; }
};

/// Writes row `r` of a field into zeros.
using FieldRow = std::function<void(std::size_t r, std::span<double> row)>;

void transform_columns(Spectrum& s, bool forward) {
  for_row_blocks(s.kept(), [&](const RowBlock& block) {
    Transform transform;
    std::vector<Complex> out(s.rows);
    const auto length = static_cast<Eigen::Index>(s.rows);
    for (std::size_t c = block.begin; c < block.end; ++c) {
      Complex* column = s.value.data() + c * s.rows;
      if (forward) {
        transform.fwd(out.data(), column, length);
      } else {
        transform.inv(out.data(), column, length);
      }
      std::copy(out.begin(), out.end(), column);
    }
  });
}

/// `used`: the rows of the field that may differ from zero.
Spectrum spectrum_of(std::size_t rows, std::size_t columns, std::span<const std::size_t> used,
                     const FieldRow& field) {
  Spectrum s(rows, columns);
  for_row_blocks(used.size(), [&](const RowBlock& block) {
    Transform transform;
    transform.SetFlag(Transform::HalfSpectrum);
    std::vector<double> row(columns);
    std::vector<Complex> out(s.kept());
    for (std::size_t k = block.begin; k < block.end; ++k) {
      std::fill(row.begin(), row.end(), 0.0);
      field(used[k], row);
      transform.fwd(out.data(), row.data(), static_cast<Eigen::Index>(columns));
      for (std::size_t c = 0; c < out.size(); ++c) s.value[c * rows + used[k]] = out[c];
    }
  });
  transform_columns(s, true);
  return s;
}

Spectrum spectrum_of_mass(const GridShape& shape, std::span<const double> mass, std::size_t rows,
                          std::size_t columns) {
  std::vector<std::size_t> used(shape.rows);
  for (std::size_t r = 0; r < used.size(); ++r) used[r] = r;
  return spectrum_of(rows, columns, used, [&](std::size_t r, std::span<double> row) {
    const auto from = mass.subspan(r * shape.columns, shape.columns);
    std::copy(from.begin(), from.end(), row.begin());
  });
}

/// The middle of the stencil at the corner; what lies above and left of it wraps to the far ends.
Spectrum spectrum_of_stencil(const Stencil& stencil, std::size_t rows, std::size_t columns) {
  std::vector<std::size_t> used;
  for (std::size_t r = 0; r < stencil.height(); ++r) {
    used.push_back((r + rows - stencil.reach_rows) % rows);
  }
  return spectrum_of(rows, columns, used, [&](std::size_t at, std::span<double> row) {
    const std::size_t r = (at + stencil.reach_rows) % rows;
    for (std::size_t c = 0; c < stencil.width(); ++c) {
      row[(c + columns - stencil.reach_columns) % columns] =
          stencil.weight[r * stencil.width() + c];
    }
  });
}

/// The first rows and columns of the field that a spectrum is of.
std::vector<double> field_of(Spectrum& s, const GridShape& shape) {
  transform_columns(s, false);
  std::vector<double> field(shape.cells());
  for_row_blocks(shape.rows, [&](const RowBlock& block) {
    Transform transform;
    transform.SetFlag(Transform::HalfSpectrum);
    std::vector<double> row(s.columns);
    std::vector<Complex> in(s.kept());
    for (std::size_t r = block.begin; r < block.end; ++r) {
      for (std::size_t c = 0; c < in.size(); ++c) in[c] = s.value[c * s.rows + r];
      transform.inv(row.data(), in.data(), static_cast<Eigen::Index>(s.columns));
      std::copy_n(row.begin(), shape.columns,
                  field.begin() + static_cast<std::ptrdiff_t>(r * shape.columns));
    }
  });
  return field;
}

}  // namespace

std::vector<double> convolve(const GridShape& shape, std::span<const double> mass,
                             const Stencil& stencil) {
  // The stencil itself must fit, too: it may be larger than the grid.
  const std::size_t rows =
      smooth_size(std::max(shape.rows + stencil.reach_rows, stencil.height()), 1);
  const std::size_t columns =
      smooth_size(std::max(shape.columns + stencil.reach_columns, stencil.width()), 4);
  Spectrum product = spectrum_of_mass(shape, mass, rows, columns);
  const Spectrum kernel = spectrum_of_stencil(stencil, rows, columns);
  for (std::size_t k = 0; k < product.value.size(); ++k) {
    product.value[k] *= kernel.value[k].real();  // symmetric: no imaginary part
  }
  return field_of(product, shape);
}

}  // namespace ravenstein::models
