namespace Switchyard.Plugins;

/// <summary>A plugin cannot be used. The message is one sentence that names the mend. It never holds an exception of the plugin's.</summary>
internal sealed class PluginRefusedException(string sentence) : Exception(sentence);
