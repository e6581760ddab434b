package io.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The order of the packages, and what a pure package may not import. */
class ArchitectureTest {
  /** A package imports only from packages before it. */
  private static final List<String> ORDER =
      List.of(
          "platform",
          "account",
          "dataset",
          "task",
          "gold",
          "consensus",
          "validation",
          "fraud",
          "payout",
          "operations",
          "simulation",
          "cli");

  /** Generated in the build from the Solidity sources; a sub-package of its feature. */
  private static final String CONTRACT_WRAPPERS = "io.assay.payout.contracts";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.assay");

  @Test
  void everyPackage_isInTheOrder() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String name = type.getPackageName();
      if (!name.equals(CONTRACT_WRAPPERS) && !ORDER.contains(name.replace("io.assay.", ""))) {
        unknown.add(name);
      }
    }
    assertThat(unknown).as("packages missing in the order").isEmpty();
  }

  @Test
  void aPackage_importsOnlyFromPackagesAboveIt() {
    Set<String> backward = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("io.assay") && rank(type) < rank(target)) {
          backward.add(type.getName() + " -> " + target.getName());
        }
      }
    }
    assertThat(backward).as("arrows that run back").isEmpty();
  }

  private static int rank(JavaClass type) {
    String feature = type.getPackageName().replace("io.assay.", "").split("\\.", 2)[0];
    return ORDER.indexOf(feature);
  }
}
