import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconCode, IconDownload, IconLink, IconPlus, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useList, useSend } from '#ui/api.ts'
import { saveFile } from '#ui/files.ts'
import { Ago, Card, Dialog, Empty, List, Signal, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addLink, closeLink, linkPicture, listLinks, type SurveyLink } from '../links-api.ts'
import messages from '../messages/index.ts'
import { Copy } from './copy-text.tsx'
import { useEditor } from './editor.ts'
import { Count } from './question-form.tsx'

const kinds = ['link', 'qr', 'widget'] as const
type Kind = (typeof kinds)[number]
const icons = { link: IconLink, qr: IconQrcode, widget: IconCode }

/** The doors for everybody: an address, a picture of it, a line of code for a site. */
export function Doors() {
  const t = useText(messages)
  const may = useMay()
  const { survey } = useEditor()
  const [adding, setAdding] = useState<Kind | null>(null)
  const list = useList(listLinks, { id: survey.id })
  return (
    <section>
      {may('surveys.change') && (
        <div className="row wrap door-acts">
          {kinds.map(kind => (
            <Button key={kind} variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(kind)}>
              {t(`door-new.${kind}`)}
            </Button>
          ))}
        </div>
      )}
      <Card flush>
        <List
          list={{ ...list, items: list.items.filter(({ test }) => !test) }}
          label={t('doors')}
          keyOf={one => one.id}
          empty={<Empty title={t('doors.none')}>{t('doors.none-why')}</Empty>}
          row={one => <Door link={one} />}
        />
      </Card>
      <Dialog open={adding !== null} onClose={() => setAdding(null)} title={t(`door-new.${adding ?? 'link'}`)}>
        {adding && <NewDoor kind={adding} onDone={() => setAdding(null)} />}
      </Dialog>
    </section>
  )
}

function Door({ link }: { link: SurveyLink }) {
  const t = useText(messages)
  const may = useMay()
  const { survey } = useEditor()
  const send = useSend(closeLink, { refresh: [listLinks] })
  const turn = (open: boolean) =>
    send.mutate(
      { id: survey.id, linkId: link.id, open },
      {
        onSuccess: () =>
          undoable({
            text: t(open ? 'door-opened' : 'door-closed'),
            undo: () => send.mutate({ id: survey.id, linkId: link.id, open: !open }),
          }),
      },
    )
  const Icon = icons[link.channel as Kind] ?? IconLink
  const closed = link.closedAt !== null
  return (
    <div className="door">
      <div className="row wrap">
        <Icon size={19} stroke={1.7} aria-hidden />
        <b className="grow">{link.name ?? t(`door.${link.channel as Kind}`)}</b>
        {closed && <Signal kind="in">{t('state.closed')}</Signal>}
        <span className="sm dim">
          <Ago at={link.createdAt} />
        </span>
        {may('surveys.change') && (
          <Button variant="subtle" size="compact-md" onClick={() => turn(closed)}>
            {t(closed ? 'reopen' : 'door-close')}
          </Button>
        )}
      </div>
      {!closed &&
        link.handOuts.map(({ kind, text }) => (
          <Copy key={kind} label={link.name ?? t(`door.${link.channel as Kind}`)} many={kind === 'code'} text={withOrigin(kind, text)} />
        ))}
      {Object.keys(link.properties).length > 0 && (
        <p className="sm dim">
          {Object.entries(link.properties)
            .map(([name, value]) => `${name} = ${value}`)
            .join(' · ')}
        </p>
      )}
      {!closed && link.channel === 'qr' && <Pictures link={link} />}
    </div>
  )
}

/** The server hands out paths where it does not know where it is seen; this page knows. */
const withOrigin = (kind: 'address' | 'code', text: string) =>
  kind === 'address' ? new URL(text, location.origin).href : text.replace('src="/', `src="${location.origin}/`)

function Pictures({ link }: { link: SurveyLink }) {
  const t = useText(messages)
  const { survey } = useEditor()
  const take = (format: 'svg' | 'png') =>
    void saveFile(linkPicture, { id: survey.id, linkId: link.id, format, origin: location.origin }, `survey.${format}`)
  return (
    <div className="row wrap">
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => take('svg')}>
        {t('qr-svg')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => take('png')}>
        {t('qr-png')}
      </Button>
    </div>
  )
}

function NewDoor({ kind, onDone }: { kind: Kind; onDone: () => void }) {
  const t = useText(messages)
  const { survey, draft, go } = useEditor()
  const [name, setName] = useState('')
  const [widget, setWidget] = useState({ paths: [] as string[], afterSeconds: 0, scrollPercent: 0, exit: false, code: false })
  const [properties, setProperties] = useState<Record<string, string>>({})
  const send = useSend(addLink, { refresh: [listLinks], onDone })
  const add = () =>
    send.mutate({
      id: survey.id,
      channel: kind,
      name: name.trim() || null,
      properties: filledOf(properties),
      ...(kind === 'widget' ? { widget } : {}),
    })
  return (
    <form
      className="q-form"
      onSubmit={event => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput
        label={t('door-name')}
        description={t('door-name-why')}
        value={name}
        maxLength={200}
        onChange={event => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Properties names={draft.definition.hidden} given={properties} onChange={setProperties} />
      {kind === 'widget' && (
        <>
          <Triggers widget={widget} onChange={part => setWidget(before => ({ ...before, ...part }))} />
          {survey.settings.origins.length === 0 && (
            <p className="sm soft">
              {t('no-origins')}{' '}
              <Button variant="subtle" size="compact-md" onClick={() => go({ tab: 'settings' })}>
                {t('tab.settings')}
              </Button>
            </p>
          )}
        </>
      )}
      <Button type="submit" loading={send.isPending}>
        {t('add')}
      </Button>
    </form>
  )
}

const filledOf = (given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])))

type PropertiesProps = { names: readonly string[]; given: Record<string, string>; onChange: (given: Record<string, string>) => void }

/** What this door adds to every answer that comes by it: the shop, the counter, the campaign. */
function Properties({ names, given, onChange }: PropertiesProps) {
  const t = useText(messages)
  if (names.length === 0) return null
  return (
    <fieldset className="q-form">
      <legend className="field-label">{t('door-properties')}</legend>
      <p className="field-hint">{t('door-properties-why')}</p>
      {names.map(name => (
        <TextInput
          key={name}
          label={name}
          value={given[name] ?? ''}
          maxLength={500}
          onChange={event => onChange({ ...given, [name]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  )
}

type Widget = { paths: string[]; afterSeconds: number; scrollPercent: number; exit: boolean; code: boolean }

/** When it opens by itself: all that is said must hold. */
function Triggers({ widget, onChange }: { widget: Widget; onChange: (part: Partial<Widget>) => void }) {
  const t = useText(messages)
  return (
    <>
      <TextInput
        label={t('widget-paths')}
        placeholder="/orders/"
        value={widget.paths.join(' ')}
        onChange={event =>
          onChange({ paths: event.currentTarget.value.split(' ').map(path => (path === '' || path.startsWith('/') ? path : `/${path}`)) })
        }
        onBlur={() => onChange({ paths: widget.paths.filter(Boolean) })}
      />
      <NativeSelect
        label={t('widget-opens')}
        value={widget.code ? 'code' : widget.exit ? 'exit' : 'itself'}
        onChange={event => onChange({ code: event.currentTarget.value === 'code', exit: event.currentTarget.value === 'exit' })}
        data={(['itself', 'exit', 'code'] as const).map(value => ({ value, label: t(`widget-opens.${value}`) }))}
      />
      <div className="two-fields">
        <Count
          label={t('widget-after')}
          value={widget.afterSeconds}
          least={0}
          most={3_600}
          onChange={afterSeconds => onChange({ afterSeconds })}
        />
        <Count
          label={t('widget-scroll')}
          value={widget.scrollPercent}
          least={0}
          most={100}
          onChange={scrollPercent => onChange({ scrollPercent })}
        />
      </div>
    </>
  )
}
