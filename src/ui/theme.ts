import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const mulberry: MantineColorsTuple = [
  '#FBF1F6',
  '#F5E4ED',
  '#E9C6D9',
  '#DBA0C0',
  '#C874A1',
  '#AC4A80',
  '#922F68',
  '#7A2453',
  '#611A41',
  '#45112E',
]

const field = { classNames: { input: 'field', label: 'field-label', description: 'field-hint', error: 'field-error' } }

export const theme = createTheme({
  primaryColor: 'mulberry',
  primaryShade: { light: 7, dark: 3 },
  colors: { mulberry },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '620' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '14px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '32px' },
  fontSizes: { xs: 'var(--t-xs)', sm: 'var(--t-sm)', md: 'var(--t-md)', lg: 'var(--t-lg)', xl: 'var(--t-xl)' },
  focusClassName: 'focus',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' }, classNames: { root: 'btn', label: 'btn-label' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 36 }, classNames: { root: 'iconbtn' } },
    CloseButton: { classNames: { root: 'iconbtn' } },
    SegmentedControl: { defaultProps: { transitionDuration: 0 }, classNames: { root: 'seg', label: 'seg-label', indicator: 'seg-ind' } },
    TextInput: field,
    Textarea: field,
    NativeSelect: field,
    PasswordInput: field,
    NumberInput: field,
    Select: { ...field, defaultProps: { comboboxProps: { transitionProps: { duration: 0 }, withinPortal: false } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } }, classNames: { dropdown: 'drop' } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 }, classNames: { tooltip: 'tip' } },
  },
})

/** Mantine's variables point at Sabai's tokens: one source of colour, light and dark. */
export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: colours, dark: colours })

const colours = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--brand-ink)',
  '--mantine-color-error': 'var(--late)',
  '--mantine-primary-color-filled': 'var(--brand)',
  '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
  '--mantine-primary-color-light': 'var(--brand-tint)',
  '--mantine-primary-color-light-hover': 'var(--brand-tint)',
  '--mantine-primary-color-light-color': 'var(--brand-ink)',
  '--mantine-line-height': 'var(--lh)',
}
