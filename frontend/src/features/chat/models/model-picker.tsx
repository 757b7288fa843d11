import Icon from '@cloudscape-design/components/icon';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { Floating } from '../parts/floating.tsx';
import type { ChatModel } from './chat-models.ts';

interface ModelPickerProps {
  readonly models: readonly ChatModel[];
  readonly chosen: ChatModel | undefined;
  choose(model: ChatModel): void;
}

/** Chooses the model: what each can do, and why some cannot be chosen now. */
export function ModelPicker({ models, chosen, choose }: ModelPickerProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="model-button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-label={`Model: ${chosen?.name ?? 'Choose a model'}`}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="model-button-name">{chosen?.name ?? 'Choose a model'}</span>
        <Icon name="angle-down" size="small" />
      </button>
      {isOpen && (
        <Floating anchor={button} close={close} className="model-list">
          <ModelList
            models={models}
            chosen={chosen}
            choose={(model) => {
              choose(model);
              close();
              button.current?.focus();
            }}
          />
        </Floating>
      )}
    </>
  );
}

/** Fewer are seen at a glance; more want to be searched. */
const searchFrom = 8;

function ModelList({ models, chosen, choose }: ModelPickerProps) {
  const listId = useId();
  const [wanted, setWanted] = useState('');
  const found = models.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  const { active, onKeyDown } = useActive(found, chosen, choose);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => (field.current ?? list.current)?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const shared = { 'aria-activedescendant': active && `${listId}-${active.modelId}`, onKeyDown };
  return (
    <>
      {models.length >= searchFrom && (
        <input
          ref={field}
          type="search"
          className="chat-field"
          placeholder="Find a model"
          aria-label="Find a model"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          {...shared}
        />
      )}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Models"
        tabIndex={models.length < searchFrom ? 0 : -1}
        {...(models.length < searchFrom && shared)}
      >
        {found.map((model) => (
          <ModelOption
            key={model.modelId}
            id={`${listId}-${model.modelId}`}
            model={model}
            isChosen={model === chosen}
            isActive={model === active}
            choose={choose}
          />
        ))}
        {found.length === 0 && <p className="model-none">No model is called that.</p>}
      </div>
    </>
  );
}

/** Which option the arrow keys are at. */
function useActive(found: readonly ChatModel[], chosen: ChatModel | undefined, choose: (model: ChatModel) => void) {
  const ready = found.filter(({ isReady }) => isReady);
  const [activeId, setActiveId] = useState(chosen?.modelId);
  const active = ready.find(({ modelId }) => modelId === activeId) ?? ready[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && active) setActiveId(ready.at((ready.indexOf(active) + step) % ready.length)?.modelId);
    else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  };
  return { active, onKeyDown };
}

interface ModelOptionProps {
  readonly id: string;
  readonly model: ChatModel;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  choose(model: ChatModel): void;
}

function ModelOption({ id, model, isChosen, isActive, choose }: ModelOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={!model.isReady}
      className={isActive ? 'model-option is-active' : 'model-option'}
      onClick={() => model.isReady && choose(model)}
    >
      <span className="model-option-name">
        {model.name}
        {isChosen && <Icon name="check" size="small" />}
      </span>
      {model.description && <span className="model-option-text">{model.description}</span>}
      <span className="model-option-text">
        {model.isReady ? model.abilities.join(' · ') || 'text' : `${model.state}: cannot be chosen now`}
      </span>
    </div>
  );
}
