package io.assay.consensus;

import io.assay.consensus.classification.Calibration;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the confidences of a fit can be trusted.
 *
 * @param basis what they were held against
 * @param goldItems known labels among the items answered
 * @param inverseTemperature what the evidence of the answers together counts
 * @param expectedCalibrationError mean gap between confidence and share right; null where it could
 *     not be measured
 * @param note what a reader of the confidences should know
 */
@Schema(
    description = "How far the confidences can be trusted",
    example =
        """
        {"basis": "HELD_OUT_ANSWERS", "goldItems": 12, "inverseTemperature": 0.4,
         "expectedCalibrationError": 0.031,
         "note": "not calibrated on gold (12 of 200 gold items)"}
        """)
public record CalibrationView(
    Calibration.Basis basis,
    int goldItems,
    double inverseTemperature,
    @Nullable Double expectedCalibrationError,
    String note) {
  /** The columns of consensus_fit it is read from. */
  static final String COLUMNS =
      "calibration_basis, gold_items, inverse_temperature, gold_exponent,"
          + " expected_calibration_error";

  /** Reads it from a row with {@link #COLUMNS}; null for a fit from before it was measured. */
  static @Nullable CalibrationView read(ResultSet row) throws SQLException {
    String basis = row.getString("calibration_basis");
    if (basis == null) {
      return null;
    }
    Calibration calibration =
        new Calibration(
            Calibration.Basis.valueOf(basis),
            row.getInt("gold_items"),
            row.getDouble("inverse_temperature"),
            row.getDouble("gold_exponent"),
            row.getDouble("expected_calibration_error"));
    boolean measured = calibration.basis() != Calibration.Basis.NONE;
    return new CalibrationView(
        calibration.basis(),
        calibration.goldItems(),
        calibration.inverseTemperature(),
        measured ? calibration.expectedCalibrationError() : null,
        calibration.note());
  }
}
