package io.assay.platform;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Gives Jdbi over the data source; it joins the running transaction where there is one. */
@ApplicationScoped
class DatabaseAccess {
  @Produces
  @Singleton
  Jdbi jdbi(AgroalDataSource dataSource) {
    return over(dataSource);
  }

  static Jdbi over(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(dataSource);
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(Integer.class, "integer");
    return jdbi;
  }
}
