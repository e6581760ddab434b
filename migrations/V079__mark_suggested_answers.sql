-- What was suggested to the labeler before the answer, as the labeler saw it; null where nothing was.
ALTER TABLE assignment ADD suggestion jsonb;
ALTER TABLE submission ADD suggested boolean NOT NULL DEFAULT false;
