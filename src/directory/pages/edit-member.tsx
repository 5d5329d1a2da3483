import { Checkbox } from '@mantine/core'
import { type Out, useSend } from '#ui/api.ts'
import { Dialog, Form, LanguageField, notice, SelectField, Submit, TagsInput, TextField, useFormHere, useMay } from '#ui/index.ts'
import { type Language, languageNames, languages, useText } from '#ui/text.tsx'
import { changeMember, listMembers, listTeams, readMember } from '../api.ts'
import messages from '../messages/index.ts'
import { ManagerField } from './add-member.tsx'
import { useRoles } from './words.ts'

/** Mantine's parts that the theme does not dress. */
const cloth = { input: 'field', label: 'field-label', description: 'field-hint', error: 'field-error' }

type Props = { member: Out<typeof readMember>; open: boolean; onClose: () => void }

/** Changes a member beside their page. */
export function EditMember({ member, open, onClose }: Props) {
  const t = useText(messages)
  return (
    <Dialog open={open} onClose={onClose} title={t('member.edit')} side>
      <EditForm member={member} onDone={onClose} />
    </Dialog>
  )
}

function EditForm({ member, onDone }: { member: Props['member']; onDone: () => void }) {
  const t = useText(messages)
  const may = useMay()
  const roles = useRoles(may)
  const send = useSend(changeMember, { refresh: [readMember, listMembers, listTeams] })
  const { id, name, email, role, managerId, language, languages, skills } = member
  const start = { name, email, role, managerId: managerId ?? '', language, languages, skills }
  const input = ({ managerId, ...rest }: typeof start) => ({ id, ...rest, managerId: managerId || null })
  const saved = () => {
    onDone()
    notice({ tone: 'good', text: t('saved') })
  }
  return (
    <Form schema={changeMember.input} start={start} send={send} input={input} onDone={saved} label={t('member.edit')}>
      <TextField name="name" label={t('member.name')} hint={t('you.name.hint')} required autoComplete="off" />
      {member.state !== 'active' && <TextField name="email" label={t('you.email')} type="email" required autoComplete="off" />}
      {roles.some(one => one.value === role) && (
        <SelectField name="role" label={t('member.role')} hint={t('member.dated')} options={roles} />
      )}
      <ManagerField chosen={member.managerName} />
      <LanguageField name="language" label={t('you.language')} />
      <SpokenField />
      <SkillsField />
      <Submit>{t('button.save')}</Submit>
    </Form>
  )
}

function SpokenField() {
  const t = useText(messages)
  const { form } = useFormHere()
  const spoken = form.getValues().languages as Language[]
  return (
    <Checkbox.Group
      classNames={cloth}
      label={t('member.languages')}
      description={t('member.languages.hint')}
      {...form.getInputProps('languages')}
      value={spoken}
    >
      <div className="checks">
        {languages.map(one => (
          <Checkbox key={one} value={one} label={languageNames[one]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function SkillsField() {
  const t = useText(messages)
  const { form } = useFormHere()
  return (
    <TagsInput
      classNames={cloth}
      label={t('member.skills')}
      description={t('member.skills.hint')}
      data-path="skills"
      {...form.getInputProps('skills')}
    />
  )
}
