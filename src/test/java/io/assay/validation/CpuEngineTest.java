package io.assay.validation;

class CpuEngineTest extends EngineContract {
  @Override
  ValidationEngine engine() {
    return new CpuEngine();
  }
}
