import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { Waiting } from '@/components/QueryState';
import { useAuth } from '@/lib/auth';

/** The callback of the code flow; the code is good for one use, so it is redeemed once. */
export function SignedIn() {
  const { t } = useTranslation();
  const auth = useAuth();
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    auth.completeSignIn().then(
      (returnTo) => {
        void navigate(returnTo, { replace: true });
      },
      () => setFailed(true),
    );
  }, [auth, navigate]);
  if (!failed) return <Waiting />;
  return (
    <Notice
      tone="negative"
      title={t('signIn.failed')}
      action={<Button onClick={() => void auth.signIn()}>{t('common.retry')}</Button>}
    >
      {t('signIn.failedText')}
    </Notice>
  );
}
