package io.assay.payout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.assay.account.LabelerId;
import io.assay.task.LabelerEligibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** No more answers in a day (UTC) than the labeler's tier allows. */
@ApplicationScoped
class DailyLimit implements LabelerEligibility {
  private static final int NONE = Integer.MAX_VALUE;

  private final Jdbi jdbi;
  private final Tiers tiers;
  private final Policies policies;
  // A tier changes rarely, a lease is asked for every few seconds.
  private final Cache<UUID, Integer> limits =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(100_000).build();

  DailyLimit(Jdbi jdbi, Tiers tiers, Policies policies) {
    this.jdbi = jdbi;
    this.tiers = tiers;
    this.policies = policies;
  }

  @Override
  public boolean isEligible(LabelerId labeler, UUID datasetId) {
    return jdbi.withHandle(
        handle -> {
          Integer known = limits.getIfPresent(labeler.value());
          int limit = known == null ? limit(handle, labeler.value()) : known;
          limits.put(labeler.value(), limit);
          return limit == NONE || answersToday(handle, labeler.value()) < limit;
        });
  }

  @Override
  public boolean isPace() {
    return true;
  }

  private int limit(Handle handle, UUID labeler) {
    LabelerTier tier = tiers.get(handle, labeler);
    Integer daily = policies.policy().tier(tier.decision().tier()).dailyAnswers();
    return daily == null ? NONE : daily;
  }

  /** Answers of the labeler since midnight UTC. */
  static long answersToday(Handle handle, UUID labeler) {
    return handle
        .createQuery(
            """
            SELECT count(assignment_id) FROM ledger_entry WHERE labeler_id = :labeler
              AND created_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
            """)
        .bind("labeler", labeler)
        .mapTo(Long.class)
        .one();
  }
}
