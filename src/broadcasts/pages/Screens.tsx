import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { type Out, useAsk, useSend } from '#ui/api.ts'
import {
  Card,
  confirm,
  Dialog,
  Empty,
  Form,
  LanguageField,
  List,
  listed,
  notice,
  Page,
  PageTabs,
  Section,
  SelectField,
  Signal,
  Submit,
  TextField,
  undoable,
  useFormHere,
} from '#ui/index.ts'
import { languageNames, useLanguage, useText } from '#ui/text.tsx'
import {
  abouts,
  addChannel,
  addWall,
  archiveChannel,
  archiveWall,
  listChannels,
  listWalls,
  renewWall,
  shapes,
  testChannel,
} from '../api.ts'
import messages from '../messages/index.ts'
import './broadcasts.css'

/** Where what customers say is heard outside this product: screens in the hall, channels of the company's chat. */
export default function Screens() {
  const t = useText(messages)
  const [adding, setAdding] = useState<'wall' | 'channel' | null>(null)
  const close = () => setAdding(null)
  return (
    <Page title={t('screens')} sentence={t('screens.why')} trail={[{ page: '/voices', label: t('voices') }]}>
      <PageTabs of="/voices" />
      <div className="stack broadcasts">
        <Section
          title={t('walls')}
          aside={
            <Button variant="default" onClick={() => setAdding('wall')}>
              {t('wall.add')}
            </Button>
          }
        >
          <Walls />
        </Section>
        <Section
          title={t('channels')}
          aside={
            <Button variant="default" onClick={() => setAdding('channel')}>
              {t('channel.add')}
            </Button>
          }
        >
          <Channels />
        </Section>
      </div>
      <Dialog open={adding === 'wall'} onClose={close} title={t('wall.add')}>
        <WallForm onDone={close} />
      </Dialog>
      <Dialog open={adding === 'channel'} onClose={close} title={t('channel.add')} side>
        <ChannelForm onDone={close} />
      </Dialog>
    </Page>
  )
}

type Wall = Out<typeof listWalls>[number]

function Walls() {
  const t = useText(messages)
  const walls = useAsk(listWalls, {}).filter(one => !one.archivedAt)
  return (
    <Card flush>
      <List
        list={listed(walls)}
        label={t('walls')}
        keyOf={one => one.id}
        empty={<Empty title={t('walls.none')}>{t('walls.none-why')}</Empty>}
        row={one => <OneWall wall={one} />}
      />
    </Card>
  )
}

function OneWall({ wall }: { wall: Wall }) {
  const t = useText(messages)
  const refresh = [listWalls]
  const renew = useSend(renewWall, { refresh, onDone: () => notice({ text: t('wall.renewed'), tone: 'good' }) })
  const back = useSend(archiveWall, { refresh })
  const end = useSend(archiveWall, {
    refresh,
    onDone: () => undoable({ text: t('ended'), undo: () => back.mutate({ id: wall.id, archived: false }) }),
  })
  const sure = async () => {
    if (await confirm({ title: t('wall.renew'), text: t('wall.renew-sure'), button: t('wall.renew') })) renew.mutate({ id: wall.id })
  }
  return (
    <div className="row between wrap">
      <span>
        <a href={wall.path} target="_blank" rel="noreferrer" className="b">
          {wall.name}
        </a>{' '}
        <span className="sm dim">{languageNames[wall.language]}</span>
      </span>
      <span className="row">
        <Button variant="subtle" size="compact-sm" onClick={() => void sure()}>
          {t('wall.renew')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => end.mutate({ id: wall.id, archived: true })}>
          {t('end')}
        </Button>
      </span>
    </div>
  )
}

function WallForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { language } = useLanguage()
  const send = useSend(addWall, { refresh: [listWalls] })
  return (
    <Form schema={addWall.input} start={{ name: '', language }} send={send} onDone={onDone} label={t('wall.add')}>
      <p className="soft">{t('wall.why')}</p>
      <TextField name="name" label={t('name')} required autoFocus />
      <LanguageField name="language" label={t('language')} />
      <Submit>{t('wall.add')}</Submit>
    </Form>
  )
}

type Channel = Out<typeof listChannels>[number]

function Channels() {
  const t = useText(messages)
  const channels = useAsk(listChannels, {}).filter(one => !one.archivedAt)
  return (
    <Card flush>
      <List
        list={listed(channels)}
        label={t('channels')}
        keyOf={one => one.id}
        empty={<Empty title={t('channels.none')}>{t('channels.none-why')}</Empty>}
        row={one => <OneChannel channel={one} />}
      />
    </Card>
  )
}

function OneChannel({ channel }: { channel: Channel }) {
  const t = useText(messages)
  const refresh = [listChannels]
  const test = useSend(testChannel, {
    refresh,
    onDone: ({ problem }) =>
      notice(problem ? { text: t('channel.failed', { problem }), tone: 'bad' } : { text: t('channel.arrived'), tone: 'good' }),
  })
  const back = useSend(archiveChannel, { refresh })
  const end = useSend(archiveChannel, {
    refresh,
    onDone: () => undoable({ text: t('ended'), undo: () => back.mutate({ id: channel.id, archived: false }) }),
  })
  return (
    <div className="row between wrap">
      <span>
        <b>{channel.name}</b>{' '}
        <span className="sm dim">
          {t(`shape.${channel.shape}`)} · {channel.host} · {channel.about.map(one => t(`about.${one}`)).join(', ')}
        </span>
        {(channel.failed > 0 || channel.problem) && channel.waiting + channel.failed > 0 && (
          <Signal kind="bad">{t('channel.waits', { n: channel.waiting + channel.failed, problem: channel.problem ?? '' })}</Signal>
        )}
      </span>
      <span className="row">
        <Button variant="subtle" size="compact-sm" loading={test.isPending} onClick={() => test.mutate({ id: channel.id })}>
          {t('channel.try')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => end.mutate({ id: channel.id, archived: true })}>
          {t('end')}
        </Button>
      </span>
    </div>
  )
}

function ChannelForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const { language } = useLanguage()
  const [secret, setSecret] = useState<string | null>(null)
  const send = useSend(addChannel, {
    refresh: [listChannels],
    onDone: made => (made.secret ? setSecret(made.secret) : onDone()),
  })
  if (secret)
    return (
      <div className="stack">
        <p>{t('channel.secret')}</p>
        <code className="channel-secret">{secret}</code>
        <Button onClick={onDone}>{t('channel.secret-done')}</Button>
      </div>
    )
  const start: { name: string; shape: string; url: string; language: string; about: string[] } = {
    name: '',
    shape: 'slack',
    url: '',
    language,
    about: ['bad', 'good'],
  }
  return (
    <Form schema={addChannel.input} start={start} send={send} label={t('channel.add')}>
      <TextField name="name" label={t('name')} required autoFocus />
      <SelectField name="shape" label={t('shape')} options={shapes.map(value => ({ value, label: t(`shape.${value}`) }))} />
      <TextField name="url" type="url" label={t('channel.url')} hint={t('channel.url-hint')} required />
      <LanguageField name="language" label={t('language')} />
      <Abouts />
      <Submit>{t('channel.add')}</Submit>
    </Form>
  )
}

function Abouts() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps('about')
  return (
    <Checkbox.Group label={t('about')} value={value} onChange={onChange} error={error} data-path="about">
      <div className="stack">
        {abouts.map(one => (
          <Checkbox key={one} value={one} label={t(`about.${one}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
