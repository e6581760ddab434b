package io.assay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
          "consensus.answers",
          "consensus.blocs",
          "consensus.classification",
          "consensus.numeric",
          "consensus.pairwise",
          "consensus.objects",
          "consensus.text",
          "consensus.relabeling",
          "consensus.distributed",
          "consensus",
          "validation.features",
          "validation.heads",
          "validation.gpu",
          "validation.onnx",
          "validation",
          "fraud.copying",
          "fraud.linkage",
          "fraud.behaviour",
          "fraud.clusters",
          "fraud",
          "fraud.review",
          "payout.economics",
          "payout.merkle",
          "payout.receipts",
          "payout.custody",
          "payout",
          "operations",
          "simulation.attacks",
          "simulation",
          "cli");

  /** Generated in the build from the Solidity sources; a sub-package of its feature. */
  private static final String CONTRACT_WRAPPERS = "io.assay.payout.contracts";

  /** What estimators may lean on beside the JDK and each other: no framework and no database. */
  private static final List<String> PURE_NEIGHBOURS =
      List.of(
          "java.",
          "org.jspecify.",
          "org.tribuo.",
          "com.oracle.labs.mlrg.olcut.",
          "com.google.protobuf.",
          "org.apache.commons.csv.",
          "de.siegmar.fastcsv.",
          "org.apache.commons.text.similarity.",
          "nl.cwts.",
          "org.locationtech.jts.");

  private static final String DISTRIBUTED = "io.assay.consensus.distributed";

  /** All that a job may lean on: what a cluster has, and what travels with it in the thin jar. */
  private static final List<String> CLUSTER_NEIGHBOURS =
      List.of("java.", "org.jspecify.", "org.apache.spark.", "scala.", DISTRIBUTED + ".");

  /** The arithmetic a job shares with a single node. */
  private static final List<String> SHARED_ARITHMETIC =
      List.of(
          "AnswerBlock",
          "ConfusionEm",
          "ConfusionEm$Settings",
          "ConfusionParameters",
          "ConfusionPass",
          "ConfusionPasses",
          "ConfusionSums",
          "Consensus",
          "HierarchicalDawidSkene");

  private static final String ONNX = "io.assay.validation.onnx";

  /** All that a worker's small class path and the reader of its model may need. */
  private static final List<String> ONNX_NEIGHBOURS =
      List.of(
          "java.",
          "javax.imageio.",
          "org.jspecify.",
          "ai.onnxruntime.",
          "com.google.protobuf.",
          "io.assay.validation.features.",
          ONNX + ".");

  /** Pure beside the packages below consensus and fraud. */
  private static final Set<String> PURE =
      Set.of("io.assay.payout.economics", "io.assay.simulation.attacks");

  private static final Set<String> IMPURE = Set.of(DISTRIBUTED, "io.assay.fraud.review");

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

  @Test
  void estimators_importNoFramework() {
    Set<String> impure = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (!isEstimator(type)) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String name = target.getName();
        if (!target.isPrimitive()
            && !isEstimator(target)
            && PURE_NEIGHBOURS.stream().noneMatch(name::startsWith)) {
          impure.add(type.getName() + " -> " + name);
        }
      }
    }
    assertThat(impure).as("frameworks in estimators").isEmpty();
  }

  @Test
  void distributedJobs_importOnlyTheClusterAndTheSharedArithmetic() {
    Set<String> foreign = new TreeSet<>();
    for (JavaClass type : CLASSES.that(resideInAPackage(DISTRIBUTED))) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String name = target.getName();
        if (!target.isPrimitive()
            && CLUSTER_NEIGHBOURS.stream().noneMatch(name::startsWith)
            && !SHARED_ARITHMETIC.contains(
                name.replace("io.assay.consensus.classification.", ""))) {
          foreign.add(type.getName() + " -> " + name);
        }
      }
    }
    assertThat(foreign).as("what a cluster does not have").isEmpty();
  }

  @Test
  void suppliedEncoders_importNoFramework() {
    Set<String> foreign = new TreeSet<>();
    for (JavaClass type : CLASSES.that(resideInAPackage(ONNX))) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String name = target.getName();
        if (!target.isPrimitive() && ONNX_NEIGHBOURS.stream().noneMatch(name::startsWith)) {
          foreign.add(type.getName() + " -> " + name);
        }
      }
    }
    assertThat(foreign).as("frameworks in supplied encoders").isEmpty();
  }

  private static boolean isEstimator(JavaClass type) {
    String name = type.getPackageName();
    boolean estimates =
        name.startsWith("io.assay.consensus.")
            || name.startsWith("io.assay.fraud.")
            || PURE.contains(name);
    return estimates && !IMPURE.contains(name);
  }

  private static int rank(JavaClass type) {
    String name = type.getPackageName();
    String feature = name.equals(CONTRACT_WRAPPERS) ? "payout" : name.replace("io.assay.", "");
    return ORDER.indexOf(feature);
  }
}
