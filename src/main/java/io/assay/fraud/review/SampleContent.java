package io.assay.fraud.review;

import java.util.List;

/** What a case of known truth shows: nothing of it is anybody's. */
record SampleContent(
    List<CaseView.Suspect> labelers,
    Evidence evidence,
    List<CaseDetail.TimelineEvent> timeline,
    EffectView ban) {}
