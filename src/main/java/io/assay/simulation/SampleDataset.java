package io.assay.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.account.Accounts;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.dataset.ItemImport;
import io.assay.dataset.NewDataset;
import io.assay.gold.GoldImport;
import io.assay.payout.Funding;
import io.assay.platform.AssayConfig;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Puts the road-hazard reports out as a dataset at the first start of the embedded profile. */
@ApplicationScoped
class SampleDataset {
  private static final Logger LOG = Logger.getLogger(SampleDataset.class);
  private static final TokenAmount PRICE = TokenAmount.of(20_000);
  private static final TokenAmount FUNDS = TokenAmount.of(250_000_000);

  private final AssayConfig config;
  private final Accounts accounts;
  private final Datasets datasets;
  private final ItemImport itemImport;
  private final GoldImport goldImport;
  private final Funding funding;

  SampleDataset(
      AssayConfig config,
      Accounts accounts,
      Datasets datasets,
      ItemImport itemImport,
      GoldImport goldImport,
      Funding funding) {
    this.config = config;
    this.accounts = accounts;
    this.datasets = datasets;
    this.itemImport = itemImport;
    this.goldImport = goldImport;
    this.funding = funding;
  }

  void onStart(@Observes StartupEvent event) {
    AssayConfig.Embedded embedded = config.embedded();
    // Tokens of an outside chain are not spent on a sample.
    if (embedded.issuer() && embedded.database() && embedded.chain()) {
      try {
        QuarkusTransaction.requiringNew()
            .run(
                () -> {
                  if (Dataset.count() == 0) {
                    create();
                  }
                });
      } catch (Problem e) {
        LOG.warnf("There is no sample dataset: %s", e.getMessage());
      }
    }
  }

  private void create() {
    UUID requester = accounts.idOf("requester", "Rhea Requester", Role.REQUESTER);
    Dataset dataset =
        datasets.create(
            requester,
            new NewDataset(
                "Road hazard reports",
                "Short reports from drivers, in English and Chinese.",
                "Choose the hazard the driver reports. Where two are named, choose the one that"
                    + " other drivers need to know about.",
                SampleTexts.schema(),
                PRICE,
                3,
                7,
                0.95,
                0.1,
                600,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    Dataset.flush();
    StringBuilder items = new StringBuilder();
    StringBuilder gold = new StringBuilder();
    List<SampleTexts.Report> reports = SampleTexts.reports();
    for (SampleTexts.Report report : reports) {
      ObjectNode item = JsonNodeFactory.instance.objectNode().put("key", report.key());
      item.putObject("content").put("text", report.text());
      items.append(item).append('\n');
      if (report.gold()) {
        ObjectNode known = JsonNodeFactory.instance.objectNode().put("key", report.key());
        gold.append(known.put("label", report.label())).append('\n');
      }
    }
    itemImport.run(dataset.id, "application/x-ndjson", stream(items));
    goldImport.run(dataset, "application/x-ndjson", stream(gold));
    funding.fund(dataset, FUNDS);
    Dataset.getEntityManager().refresh(dataset);
    datasets.open(dataset.id);
  }

  private static ByteArrayInputStream stream(StringBuilder lines) {
    return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
