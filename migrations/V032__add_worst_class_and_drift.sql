-- The truth class a labeler is least right on, and whether the latest answers are as good as the
-- earlier ones; null where answers are too few to say.
ALTER TABLE reliability
  ADD worst_class jsonb,
  ADD drift jsonb;
