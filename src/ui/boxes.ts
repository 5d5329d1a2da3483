/* The boxes with a list that drops down, with what places it: 30 KB that a page's first picture does not need. */
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'

export { Autocomplete, Select, TagsInput } from '@mantine/core'
