using Switchyard.Cli;

namespace Switchyard.Tests;

public class RobustnessTests
{
    [Fact]
    public void What_does_not_matter_rarely_moves_the_tier()
    {
        var prompts = SamplePrompts.Make(600);
        var flips = Robustness.Measure(PromptClassifier.Default, prompts);
        Assert.Equal(["white space", "greeting", "address", "thanks", "trailing newline", "synonym"], flips.Select(f => f.Change));
        Assert.All(flips, f => Assert.True(f.FlipShare < 0.03, $"{f.Change}: {f.FlipShare:P1} of {f.Count}"));
        Assert.All(flips, f => Assert.True(f.Count > 50, f.Change));
    }

    [Fact]
    public void The_sample_is_decided_in_all_tiers()
    {
        var tiers = SamplePrompts.Make(600).GroupBy(p => PromptClassifier.Default.Classify(System.Text.Encoding.UTF8.GetBytes(p)).Tier).ToDictionary(g => g.Key, g => g.Count());
        Assert.All([Tier.Cheap, Tier.Mid, Tier.Frontier], t => Assert.True(tiers.GetValueOrDefault(t) > 20, $"{t}: {tiers.GetValueOrDefault(t)}"));
    }

    // An easy question, a task and a hard request, in each language; none may be taken for cheap because it cannot be read.
    [Theory]
    [InlineData("German", "Wie ist das Wetter in der Stadt und was soll ich anziehen?", "Schreibe eine Antwort auf die Nachricht, die nicht zu lang ist.", "Beweise, dass es unendlich viele Primzahlen gibt, und erkläre jeden Schritt für die Schüler.")]
    [InlineData("French", "Quel est le prix du train pour Paris et quand part-il ?", "Écris une réponse pour le client qui est dans la file.", "Démontre que la somme des angles est égale à deux droits, et explique pourquoi avec des exemples.")]
    [InlineData("Spanish", "¿Cuál es la capital del país y por qué es importante?", "Escribe una respuesta para el cliente que no está contento.", "Demuestra que hay infinitos números primos y explica cada paso para los alumnos.")]
    [InlineData("Italian", "Che cosa è la fotosintesi e perché è importante per le piante?", "Scrivi una risposta per il cliente che non è contento.", "Dimostra che il numero non è razionale e spiega perché ogni passo è valido.")]
    [InlineData("Portuguese", "Qual é a capital do país e como é o clima?", "Escreve uma resposta para o cliente que não está contente com a compra.", "Demonstra que há infinitos primos e explica como cada passo é válido para os alunos.")]
    [InlineData("Dutch", "Wat is de hoofdstad van het land en hoe is het weer?", "Schrijf een antwoord op het bericht van de klant, niet te lang.", "Bewijs dat er oneindig veel priemgetallen zijn en leg uit waarom het klopt voor de klas.")]
    [InlineData("Russian", "Какая столица Франции?", "Напиши короткий ответ клиенту.", "Докажи, что простых чисел бесконечно много, и объясни каждый шаг.")]
    [InlineData("Chinese", "法国的首都是什么？", "给客户写一个简短的回复。", "证明素数有无穷多个，并解释每一步。")]
    [InlineData("Japanese", "フランスの首都はどこですか。", "お客様に短い返事を書いてください。", "素数が無限にあることを証明し、各段階を説明してください。")]
    [InlineData("Arabic", "ما هي عاصمة فرنسا؟", "اكتب ردا قصيرا على العميل.", "أثبت أن الأعداد الأولية غير منتهية واشرح كل خطوة.")]
    [InlineData("Hindi", "फ्रांस की राजधानी क्या है?", "ग्राहक को एक छोटा उत्तर लिखो।", "सिद्ध करो कि अभाज्य संख्याएँ अनंत हैं और हर चरण समझाओ।")]
    public void What_cannot_be_read_is_not_cheap(string language, params string[] prompts)
    {
        Assert.All(prompts, p => Assert.True(TierOf(p) != Tier.Cheap, $"{language}: {p}"));

        // A greeting, white space and thanks change nothing here either.
        foreach (var prompt in prompts)
        {
            Assert.Equal(TierOf(prompt), TierOf("Hello! " + prompt));
            Assert.Equal(TierOf(prompt), TierOf("  " + prompt + "\n\n"));
            Assert.Equal(TierOf(prompt), TierOf(prompt + "\nThank you."));
        }
    }

    private static Tier TierOf(string prompt) => PromptClassifier.Default.Classify(System.Text.Encoding.UTF8.GetBytes(prompt)).Tier;
}
