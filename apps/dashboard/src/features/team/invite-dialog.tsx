import type { Role } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Segmented } from '@platform/ui/segmented';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { LinkShown } from './link-shown.tsx';
import { RoleSelect } from './role-select.tsx';
import { refreshInvitations } from './use-team.ts';

export function InviteDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const { membership } = useWorkspace();
  const [by, setBy] = useState<'mail' | 'link'>('mail');
  const [role, setRole] = useState<Role>('agent');
  const [email, setEmail] = useState('');
  const [uses, setUses] = useState('1');
  const invite = useMutation(
    trpc.team.invite.mutationOptions({
      onSuccess: ({ invitation, link }) => {
        refreshInvitations();
        if (link !== null) return;
        toast.say(t('team.inviteSent', { email: invitation.email ?? '' }));
        props.onClose();
      },
    }),
  );
  const link = invite.data?.link ?? null;
  if (link !== null) return <LinkShown link={link} role={role} onClose={props.onClose} />;
  const wrong = fieldErrors(invite.error);
  const maxUses = Number(uses);
  const usesWrong = !Number.isInteger(maxUses) || maxUses < 1 || maxUses > 100;
  const ready = by === 'mail' ? email.trim() !== '' : !usesWrong;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('team.invite')}
      description={t('team.inviteHint', { workspace: membership.name })}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            form="invite"
            variant="primary"
            busy={invite.isPending}
            disabled={!ready}
          >
            {by === 'mail' ? t('team.inviteSend') : t('team.inviteMakeLink')}
          </Button>
        </>
      }
    >
      <form
        id="invite"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          invite.mutate(by === 'mail' ? { role, email } : { role, email: null, maxUses });
        }}
      >
        {invite.error && !wrong.email ? <FailurePanel error={invite.error} /> : null}
        <div>
          <Segmented
            label={t('team.inviteBy')}
            value={by}
            onValueChange={(next) => {
              setBy(next);
              invite.reset();
              // A link for whoever has it makes no owner.
              if (next === 'link' && role === 'owner') setRole('admin');
            }}
            options={[
              { value: 'mail', label: t('team.inviteByMail') },
              { value: 'link', label: t('team.inviteByLink') },
            ]}
          />
        </div>
        {by === 'mail' ? (
          <FormField
            label={t('team.inviteEmail')}
            hint={t('team.inviteEmailHint')}
            error={wrong.email}
          >
            <Input
              type="email"
              inputMode="email"
              autoComplete="off"
              autoFocus
              value={email}
              onValueChange={setEmail}
            />
          </FormField>
        ) : (
          <FormField
            label={t('team.inviteUses')}
            error={usesWrong ? t('team.inviteUsesWrong') : undefined}
          >
            <Input inputMode="numeric" value={uses} onValueChange={setUses} className="w-24" />
          </FormField>
        )}
        <FormField
          label={t('team.role')}
          aside={
            <Link to="/settings/roles" className="text-ink-2 text-sm underline-offset-2">
              {t('team.aboutRoles')}
            </Link>
          }
        >
          <RoleSelect
            label={t('team.role')}
            value={role}
            mine={by === 'link' ? 'admin' : membership.role}
            onChange={setRole}
          />
        </FormField>
      </form>
    </Dialog>
  );
}
